import fs from 'node:fs'
import path from 'node:path'
import { root } from './paths.mjs'

/** `NAME=VALUE` lines of `.env`, quotes taken off; nothing when there is none. */
export function readDotEnv() {
  const file = path.join(root, '.env')
  if (!fs.existsSync(file)) return {}
  const lines = fs.readFileSync(file, 'utf8').split(/\r?\n/)
  const pairs = lines.map((line) => /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line)).filter(Boolean)
  return Object.fromEntries(pairs.map(([, name, value]) => [name, value.replace(/^(["'])(.*)\1$/, '$2')]))
}
