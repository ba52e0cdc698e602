// npm run test:ledger -- --turns 1000: the ledger against a provider that keeps books.
import { parseArgs } from 'node:util'
import { runLedger } from './run.ts'

const { values } = parseArgs({
  options: { turns: { type: 'string' }, 'crash-every': { type: 'string' }, seed: { type: 'string' } },
})
const turns = Number(values.turns ?? 1000)
const crashEvery = Number(values['crash-every'] ?? Math.max(20, Math.ceil(turns / 5)))
const started = Date.now()
const result = await runLedger({ turns, crashEvery, seed: Number(values.seed ?? 1), say: console.log })
console.log(JSON.stringify({ ...result, seconds: Math.round((Date.now() - started) / 1000) }, null, 2))
process.exitCode = result.differences.length > 0 ? 1 : 0
