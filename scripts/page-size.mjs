// How much JavaScript a browser loads before the chat can be used, gzipped. Build the page first (npm run build).
import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { fail } from './lib/fail.mjs'
import { root } from './lib/paths.mjs'

const LIMIT = 100_000
const dist = process.argv[2] ? path.resolve(process.argv[2]) : path.join(root, 'web', 'dist')
const manifestFile = path.join(dist, '.vite', 'manifest.json')
if (!fs.existsSync(manifestFile)) fail('web/dist is missing; run: npm run build')
const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'))

/** The files of a chunk and of all it imports at once. */
function needed(name, found = new Set()) {
  const chunk = manifest[name]
  if (!chunk || found.has(chunk.file)) return found
  found.add(chunk.file)
  for (const other of chunk.imports ?? []) needed(other, found)
  return found
}

/** A route of a thread may one day be loaded apart: then its chunk counts too. */
const threadRoute = Object.keys(manifest).filter((name) =>
  /src\/features\/chat\/(thread-page|new\/new-thread)\.tsx$/.test(name),
)
const scripts = new Set(['index.html', ...threadRoute].flatMap((name) => [...needed(name)]))
const inPublic = fs.readdirSync(path.join(dist)).filter((file) => file.endsWith('.js'))
const sizes = [...scripts, ...inPublic]
  .map((file) => ({ file, bytes: gzipSync(fs.readFileSync(path.join(dist, file)), { level: 9 }).length }))
  .sort((a, b) => b.bytes - a.bytes)
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)

for (const { file, bytes } of sizes) console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${file}`)
console.log(
  `${(total / 1000).toFixed(1).padStart(8)} kB  JavaScript before the chat can be used, gzipped (at most ${LIMIT / 1000})`,
)
if (total > LIMIT) fail('the page is too large')
