import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const makers = {
  ENCRYPTION_KEY: () => `1:${crypto.randomBytes(32).toString('base64')}`,
  JWT_SECRET: () => crypto.randomBytes(48).toString('base64url'),
}

/** The secrets of this state folder: made at its first start, kept for its owner's eyes only. */
export function secretsOf(state) {
  const file = path.join(state, 'secrets.json')
  const known = read(file)
  const missing = Object.keys(makers).filter((name) => !known[name])
  if (missing.length === 0) return known
  const all = { ...known, ...Object.fromEntries(missing.map((name) => [name, makers[name]()])) }
  fs.mkdirSync(state, { recursive: true, mode: 0o700 })
  // Written beside and renamed: half a file of keys would make every stored key unreadable.
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
  return all
}

function read(file) {
  if (!fs.existsSync(file)) return {}
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}
