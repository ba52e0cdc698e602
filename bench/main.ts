// npm run bench [-- --only TEXT] [--runs N] [--json FILE]: the relay race, our room beside a bare relay.
// Ratios count, not seconds; of several runs, taken in turns, each figure's median.
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { play, type Figures } from './load.ts'
import { goals, scenes } from './scenes.ts'
import { startProviderProcess, startRelay, startRoom, type Target } from './targets.ts'

const { values } = parseArgs({
  options: { only: { type: 'string' }, runs: { type: 'string', default: '3' }, json: { type: 'string' } },
})
const chosen = scenes.filter((scene) => !values.only || scene.name.includes(values.only))

const provider = await startProviderProcess()
const relay = await startRelay(provider.url)
const room = await startRoom(provider.url)
const rows: ({ scene: string; target: string } & Figures)[] = []
try {
  for (const target of [relay, room]) await warmUp(target)
  for (const scene of chosen) {
    const runs: [Figures[], Figures[]] = [[], []]
    for (let run = 0; run < Number(values.runs); run++) {
      for (const [index, target] of [relay, room].entries()) runs[index]!.push(await play(target, scene))
    }
    for (const [index, { name }] of [relay, room].entries()) {
      rows.push({ scene: scene.name, target: name, ...median(runs[index]!) })
    }
  }
} finally {
  await Promise.allSettled([relay.stop(), room.stop(), provider.stop()])
}
console.table(rows)
console.table(chosen.flatMap((scene) => judge(scene.name)))
if (values.json) fs.writeFileSync(values.json, JSON.stringify({ at: new Date().toISOString(), rows }, null, 2))

async function warmUp(target: Target): Promise<void> {
  const session = await target.open()
  for (let turn = 0; turn < 5; turn++) await session.ask('stamp-0-50-0', () => {})
  session.close()
}

/** Of each figure by itself: one run that met a busy machine spoils nothing. */
function median(runs: Figures[]): Figures {
  const names = Object.keys(runs[0]!) as (keyof Figures)[]
  const middle = (name: keyof Figures) => runs.map((run) => run[name]).toSorted((a, b) => a - b)[runs.length >> 1]
  return Object.fromEntries(names.map((name) => [name, middle(name)])) as unknown as Figures
}

function judge(scene: string) {
  const of = (target: string) => rows.find((row) => row.scene === scene && row.target === target)!
  return goals
    .filter((goal) => goal.scene === scene)
    .map(({ what, value, bound, limit }) => {
      const reached = value(of('room'), of('relay'))
      const asked = limit(of('relay'))
      const good = bound === 'most' ? reached <= asked : reached >= asked
      return { scene, what, reached: reached.toFixed(2), goal: `at ${bound} ${asked.toFixed(2)}`, good }
    })
}
