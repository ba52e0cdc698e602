import fs from 'node:fs'
import path from 'node:path'
import { readDotEnv } from '../lib/dot-env.mjs'
import { fail } from '../lib/fail.mjs'
import { freeLock, takeLock, writeLock } from '../lib/lock.mjs'
import { readOptions } from '../lib/options.mjs'
import { secretsOf } from '../lib/secrets.mjs'
import { addresses, claimPort } from './addresses.mjs'
import { endWell } from './end-well.mjs'
import { checkedSettings } from './settings.mjs'
import { watchOverRuntime } from './watch-over.mjs'

/** Reads flags and settings, holds the state folder and knows that the port is free: whatever is wrong is said here. */
export async function prepare(argv) {
  const { state, host, port: wanted, vars: given } = readOptions(argv)
  const lock = path.join(state, 'lock')
  const ending = endWell(() => freeLock(lock))
  watchOverRuntime()
  hold(state, lock, wanted)
  const listen = addresses(host)
  const port = await claimPort(listen, wanted)
  writeLock(lock, { port })
  const vars = checkedSettings({ ...secretsOf(state), ...readDotEnv(), ...given })
  return { state, vars, listen, port, ending, url: `http://${shown(host)}:${port}` }
}

function hold(state, lock, port) {
  fs.mkdirSync(state, { recursive: true, mode: 0o700 })
  const holder = takeLock(lock, { port })
  if (!holder) return
  const where = holder.port ? ` on port ${holder.port}` : ''
  fail(`${state} is in use by another Edgewise${where} (process ${holder.pid}); choose another with --state`)
}

function shown(host) {
  if (!host || ['localhost', '127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
