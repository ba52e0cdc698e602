import fs from 'node:fs'
import path from 'node:path'
import { root } from './paths.mjs'

const VALUE_IMPORT = /^(?:import|export) (?!type )[^'"]*?from '([^']+)'/gm

/** Files of the contract that bring no zod along, neither themselves nor by what they import. */
export function filesWithoutZod(folder = path.join(root, 'worker', 'protocol')) {
  const files = fs.readdirSync(folder, { recursive: true }).map((file) => file.replaceAll(path.sep, '/'))
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const importsOf = (file) =>
    [...fs.readFileSync(path.join(folder, file), 'utf8').matchAll(VALUE_IMPORT)]
      .map(([, from]) => from)
      .map((from) => (from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : from))
  const isPlain = (file) => importsOf(file).every((from) => sources.includes(from) && isPlain(from))
  return sources.filter(isPlain).sort()
}
