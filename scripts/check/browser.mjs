import path from 'node:path'
import { fail } from '../lib/fail.mjs'
import { root } from '../lib/paths.mjs'
import { CHROMIUM_MISSING, findChromium } from './chromium.mjs'
import { run } from './run.mjs'

const chromium = await findChromium()
if (!chromium) fail(CHROMIUM_MISSING)
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
const well = await run(vitest, ['run', '--project', 'browser', ...process.argv.slice(2)], { CHROMIUM_PATH: chromium })
process.exit(well ? 0 : 1)
