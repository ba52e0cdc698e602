import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from '../lib/paths.mjs'
import { run } from './run.mjs'

const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')

/** Runs one project of vitest and counts. A suite that died before it could count is one failure. */
export async function countTests(project, env = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'edgewise-tests-'))
  const file = path.join(folder, 'result.json')
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const well = await run(vitest, args, env)
  const { passed, failed } = read(file)
  fs.rmSync(folder, { recursive: true, force: true })
  return { passed, failed: well ? failed : Math.max(1, failed) }
}

function read(file) {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(fs.readFileSync(file, 'utf8'))
  // A file that does not even load has no tests of its own to fail.
  const unloaded = testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0).length
  return { passed: numPassedTests, failed: numFailedTests + unloaded }
}
