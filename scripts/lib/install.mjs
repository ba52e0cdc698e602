import { spawnSync } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fail } from './fail.mjs'
import { memory, root } from './paths.mjs'

const stamp = path.join(memory, 'installed')

/** `npm ci` when nothing is installed, or something else than the lockfile says. */
export function install() {
  const wanted = lockfileHash()
  if (fs.existsSync(path.join(root, 'node_modules', 'wrangler')) && readStamp() === wanted) return
  if (agreesWithLockfile()) return remember(wanted)
  console.log('Installing packages (once, about a minute)…')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' })
  if (done.status !== 0) fail('npm ci failed: see above')
  remember(wanted)
}

function lockfileHash() {
  return crypto
    .createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
}

function readStamp() {
  try {
    return fs.readFileSync(stamp, 'utf8')
  } catch {
    return undefined
  }
}

/** Somebody ran `npm install` or `npm ci` themselves: npm keeps its own copy of what it installed. */
function agreesWithLockfile() {
  try {
    const read = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages
    const installed = read('node_modules/.package-lock.json')
    const wanted = read('package-lock.json')
    return Object.entries(wanted).every(
      ([name, { version, optional }]) => name === '' || optional || installed[name]?.version === version,
    )
  } catch {
    return false
  }
}

function remember(hash) {
  fs.mkdirSync(memory, { recursive: true })
  fs.writeFileSync(stamp, hash)
}
