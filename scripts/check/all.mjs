// Types, lint, format, migrations, then the tests: plain, inside workerd, in a browser. Ends with one line that counts.
import path from 'node:path'
import { checkMigrations } from '../check-migrations.mjs'
import { build } from '../lib/build.mjs'
import { root } from '../lib/paths.mjs'
import { CHROMIUM_MISSING, findChromium } from './chromium.mjs'
import { run } from './run.mjs'
import { countTests } from './vitest.mjs'

const bin = (name, file) => path.join(root, 'node_modules', name, file)
const total = { passed: 0, failed: 0 }

async function step(name, work) {
  const started = performance.now()
  console.log(`\n— ${name}`)
  const { passed, failed } = await work()
  total.passed += passed
  total.failed += failed
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `— ${name}: ${failed ? `${failed} failed` : 'fine'}${passed > 1 ? `, ${passed} passed` : ''} (${seconds} s)`,
  )
}

const check = (well) => ({ passed: well ? 1 : 0, failed: well ? 0 : 1 })
const program =
  (file, ...args) =>
  async () =>
    check(await run(file, args))

for (const part of ['worker', 'web', 'e2e'])
  await step(`types of ${part}`, program(bin('typescript', 'bin/tsc'), '-p', part))
await step('lint', program(bin('oxlint', 'bin/oxlint'), '--deny-warnings'))
await step('format', program(bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'))
await step('migrations', async () => {
  const faults = checkMigrations(path.join(root, 'migrations'))
  for (const fault of faults) console.error(`migrations/${fault}`)
  return check(faults.length === 0)
})
await step('weight of the page', async () => {
  await build()
  return check(await run(path.join(root, 'scripts', 'page-size.mjs'), []))
})
await step('plain tests', () => countTests('plain'))
await step('tests inside workerd', () => countTests('worker'))
await step('tests in a browser', async () => {
  const chromium = await findChromium()
  if (chromium) return countTests('browser', { CHROMIUM_PATH: chromium })
  console.error(CHROMIUM_MISSING)
  return check(false)
})

console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed ? 1 : 0)
