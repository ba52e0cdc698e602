// Questions to wrangler, in a process of their own: loading it takes a second and 300 MB, which a server need not keep.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail } from './fail.mjs'
import { root } from './paths.mjs'

const self = fileURLToPath(import.meta.url)

/** What wrangler.toml says, in Miniflare's words, with its settings but without any local secrets. */
export function wranglerOptions() {
  return ask('options')
}

/** The statements of a file of SQL. */
export function splitSql(file) {
  return ask('split', file)
}

function ask(...question) {
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false' }
  const done = spawnSync(process.execPath, [self, ...question], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (done.status !== 0) fail(`wrangler does not understand ${question.at(-1)}:\n${done.stderr}`)
  return JSON.parse(done.stdout.slice(done.stdout.lastIndexOf('\n', done.stdout.length - 2) + 1))
}

async function answer(question, file) {
  const wrangler = await import('wrangler')
  if (question === 'split') return wrangler.unstable_splitSqlQuery(fs.readFileSync(file, 'utf8'))
  const config = wrangler.unstable_readConfig({ config: path.join(root, 'wrangler.toml') }, { hideWarnings: true })
  const { modulesRules: _rules, ...options } = wrangler.unstable_getMiniflareWorkerOptions(config).workerOptions
  return { ...options, bindings: config.vars }
}

if (process.argv[1] === self) {
  const [, , question, file] = process.argv
  process.stdout.write(`\n${JSON.stringify(await answer(question, file))}`)
}
