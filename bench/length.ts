// npm run bench:length [-- --messages N]: turns a second in one thread, at 100 messages and when it is long.
import { parseArgs } from 'node:util'
import { startProviderProcess, startRoom } from './targets.ts'

const { values } = parseArgs({ options: { messages: { type: 'string', default: '20000' } } })
const longest = Number(values.messages)
const points = [100, 1_000, 5_000, 10_000, longest].filter(
  (point, at, all) => point <= longest && all.indexOf(point) === at,
)
/** Turns over which a rate is taken. */
const MEASURED = 100

const provider = await startProviderProcess()
const room = await startRoom(provider.url)
try {
  const session = await room.open()
  const turn = () => session.ask('stamp-0-1-0', () => {})
  let messages = 0
  for (const point of points) {
    for (; messages < point; messages += 2) await turn()
    const started = performance.now()
    for (let measured = 0; measured < MEASURED; measured++, messages += 2) await turn()
    const rate = MEASURED / ((performance.now() - started) / 1000)
    console.log(`${point.toLocaleString('en-US')} messages: ${Math.round(rate)} turns a second`)
  }
  session.close()
} finally {
  await Promise.allSettled([room.stop(), provider.stop()])
}
