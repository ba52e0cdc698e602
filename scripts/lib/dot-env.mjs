import fs from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { root } from './paths.mjs'

/** What `.env` sets; nothing when there is none. */
export function readDotEnv() {
  const file = path.join(root, '.env')
  return fs.existsSync(file) ? parseEnv(fs.readFileSync(file, 'utf8')) : {}
}
