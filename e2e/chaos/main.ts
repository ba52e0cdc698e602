// npm run test:chaos -- --cuts 1000 --kills 100
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { startServer } from '../harness/start-server.ts'
import { startProvider } from '../provider/server.ts'
import { runCuts } from './cuts.ts'
import { chaosVars, runKills } from './kills.ts'
import { preparePerson } from './prepare.ts'

const { values } = parseArgs({
  options: { cuts: { type: 'string', default: '100' }, kills: { type: 'string', default: '5' } },
})

const provider = await startProvider()
let server = await startServer({ vars: chaosVars })
const person = await preparePerson(server.url, provider.url)
let faults = 0

if (Number(values.cuts)) {
  const started = Date.now()
  const cuts = await runCuts({ ...person, cuts: Number(values.cuts) })
  report('cuts', cuts, started)
  faults += cuts.lost + cuts.doubled + cuts.faults.length
}
if (Number(values.kills)) {
  const started = Date.now()
  await person.api.signInAgain()
  const { result, server: last } = await runKills({ ...person, server, kills: Number(values.kills) })
  server = last
  report('kills', result, started)
  const {
    acknowledged_lost,
    finished_lost,
    unfinished_lost,
    doubled,
    turns_without_end,
    ended_only_when_asked,
    usage_rows_wrong,
  } = result
  faults +=
    acknowledged_lost +
    finished_lost +
    unfinished_lost +
    doubled +
    turns_without_end +
    ended_only_when_asked +
    usage_rows_wrong
  faults += result.faults.length
}
await server.stop()
fs.rmSync(server.state, { recursive: true, force: true })
await provider.close()
console.log(faults ? `\n${faults} violations` : '\nno violation')
process.exit(faults ? 1 : 0)

function report(name: string, result: { faults: string[] }, started: number): void {
  const { faults: found, ...figures } = result
  console.log(`\n${name}, ${((Date.now() - started) / 1000).toFixed(0)} s`)
  console.table({ ...figures, faults: found.length })
  const counted = Map.groupBy(found, (words) => words)
  for (const [words, all] of counted) console.log(`  ${all.length} × ${words}`)
}
