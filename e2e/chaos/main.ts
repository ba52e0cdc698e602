// npm run test:chaos -- --cuts 1000 --kills 100; with --steps the kills meet turns of several steps
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { startServer } from '../harness/start-server.ts'
import { startProvider } from '../provider/server.ts'
import { runCuts } from './cuts.ts'
import { chaosVars, runKills } from './kills.ts'
import { preparePerson } from './prepare.ts'
import { runStepsKills } from './steps-kills.ts'

const { values } = parseArgs({
  options: {
    cuts: { type: 'string', default: '100' },
    kills: { type: 'string', default: '5' },
    steps: { type: 'boolean', default: false },
  },
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
if (Number(values.kills) && values.steps) {
  const started = Date.now()
  const { result, server: last } = await runStepsKills({ ...person, server, provider, kills: Number(values.kills) })
  server = last
  report('kills of turns in steps', result, started)
  faults += result.acknowledged_lost + result.turns_without_end + result.ended_only_when_asked + result.faults.length
} else if (Number(values.kills)) {
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
  console.table({ ...flat(figures), faults: found.length })
  const counted = Map.groupBy(found, (words) => words)
  for (const [words, all] of counted) console.log(`  ${all.length} × ${words}`)
}

/** Figures of figures, each in a line of its own. */
function flat(figures: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]) =>
      typeof value === 'object'
        ? Object.entries(value).map(([part, count]) => [`${name} ${part}`, count])
        : [[name, value]],
    ),
  )
}
