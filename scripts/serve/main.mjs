// Serves Edgewise on this machine: built, migrated, with its data in one folder. Runs on Node 24 (start.mjs sees to it).
import fs from 'node:fs'
import path from 'node:path'
import { runtimeProcess, watchOver } from './watch-over.mjs'
import { build } from '../lib/build.mjs'
import { readDotEnv } from '../lib/dot-env.mjs'
import { fail } from '../lib/fail.mjs'
import { freeLock, takeLock, writeLock } from '../lib/lock.mjs'
import { migrate } from '../lib/migrate.mjs'
import { readOptions } from '../lib/options.mjs'
import { secretsOf } from '../lib/secrets.mjs'
import { addresses, claimPort } from './addresses.mjs'
import { endWell } from './end-well.mjs'
import { serveLocally } from './miniflare.mjs'
import { checkedSettings } from './settings.mjs'

const options = readOptions(process.argv.slice(2))
const lock = path.join(options.state, 'lock')

const ending = endWell(() => freeLock(lock))
holdState()
const listen = addresses(options.host)
const port = await claimPort(listen, options.port)
const vars = checkedSettings({ ...secretsOf(options.state), ...readDotEnv(), ...options.vars })
await build()
await migrate(options.state)
const server = await serveLocally({ state: options.state, vars, listen, port })
ending.before(() => server.dispose())
watchOver(runtimeProcess())
writeLock(lock, { port })
console.log(`Ready on http://${shownHost()}:${port}`)

function holdState() {
  fs.mkdirSync(options.state, { recursive: true, mode: 0o700 })
  const holder = takeLock(lock, { port: options.port })
  if (!holder) return
  const where = holder.port ? ` on port ${holder.port}` : ''
  fail(`${options.state} is in use by another Edgewise${where} (process ${holder.pid}); choose another with --state`)
}

function shownHost() {
  if (!options.host || ['localhost', '127.0.0.1', '::1', '0.0.0.0', '::'].includes(options.host)) return 'localhost'
  return options.host.includes(':') ? `[${options.host}]` : options.host
}
