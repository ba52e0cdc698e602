// npm run bench:length [-- --messages N]: turns a second in one thread, at 100 messages and when it is long; with a model whose
// window the thread outgrows early, and with one whose window nobody knows: its prompts grow to 128,000 tokens.
import { parseArgs } from 'node:util'
import { startProviderProcess, startRoom, type Target } from './targets.ts'

const { values } = parseArgs({ options: { messages: { type: 'string', default: '20000' } } })
const longest = Number(values.messages)
/** Turns over which a rate is taken. */
const MEASURED = 100
const models = { 'a window of 8,000 tokens': 'stamp-0-2-0', 'an unknown window': 'stamp-0-1-0' }

const provider = await startProviderProcess()
const room = await startRoom(provider.url)
const rows: Record<string, string | number>[] = []
try {
  for (const [what, model] of Object.entries(models)) rows.push({ model: what, ...(await grow(room, model)) })
} finally {
  await Promise.allSettled([room.stop(), provider.stop()])
}
console.table(rows)

/** Turns a second at each length, by its name. */
async function grow(target: Target, model: string): Promise<Record<string, number>> {
  const session = await target.open()
  const rates: Record<string, number> = {}
  let messages = 0
  const turns = async (until: number) => {
    for (; messages < until; messages += 2) await session.ask(model, () => {})
  }
  for (const point of [100, 1_000, 5_000, 10_000, longest]) {
    if (point > longest) continue
    await turns(point)
    const started = performance.now()
    await turns(point + 2 * MEASURED)
    rates[point.toLocaleString('en-US')] = Math.round(MEASURED / ((performance.now() - started) / 1000))
  }
  session.close()
  return rates
}
