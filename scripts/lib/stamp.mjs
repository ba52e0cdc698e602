import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { memory, root } from './paths.mjs'

const passedOver = new Set(['node_modules', 'dist', '.git'])

/** A hash of what files and folders hold. By content, so that a checkout that only touches dates builds nothing. */
export function hashOf(...names) {
  const hash = crypto.createHash('sha256')
  for (const file of names.flatMap((name) => filesUnder(path.join(root, name)))) {
    hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function filesUnder(name) {
  const stat = fs.statSync(name, { throwIfNoEntry: false })
  if (!stat) return []
  if (!stat.isDirectory()) return [name]
  const inside = fs.readdirSync(name).filter((entry) => !passedOver.has(entry) && !/\.test\.tsx?$/.test(entry))
  return inside.sort().flatMap((entry) => filesUnder(path.join(name, entry)))
}

/** Several checkouts may share one `node_modules`: what is built in each is remembered apart. */
function stampFile(name) {
  const checkout = crypto.createHash('sha256').update(root).digest('hex').slice(0, 8)
  return path.join(memory, `${name}-${checkout}`)
}

export function readStamp(name) {
  try {
    return fs.readFileSync(stampFile(name), 'utf8')
  } catch {
    return undefined
  }
}

export function writeStamp(name, value) {
  fs.mkdirSync(memory, { recursive: true })
  fs.writeFileSync(stampFile(name), value)
}
