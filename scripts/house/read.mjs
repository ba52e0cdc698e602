import fs from 'node:fs'
import path from 'node:path'
import { parseAst } from 'vite'

const CODE = /\.(ts|tsx|mjs)$/
const TEST = /\.(test|e2e)\.tsx?$|^(e2e|bench)\/|\/test(ing)?\//
const PARTS = ['worker', 'web', 'runner', 'scripts', 'e2e', 'bench']
const passedOver = new Set(['node_modules', 'dist', '.git'])

/** Every file of code of a checkout: its lines, its tree and what it imports of the same checkout. */
export function readHouse(folder) {
  const names = PARTS.flatMap((part) => filesUnder(folder, part)).filter((name) => CODE.test(name))
  const known = new Set(names)
  return names.map((name) => readFile(folder, name, known))
}

function filesUnder(folder, name) {
  const stat = fs.statSync(path.join(folder, name), { throwIfNoEntry: false })
  if (!stat) return []
  if (!stat.isDirectory()) return [name]
  const inside = fs.readdirSync(path.join(folder, name)).filter((entry) => !passedOver.has(entry))
  return inside.sort().flatMap((entry) => filesUnder(folder, `${name}/${entry}`))
}

function readFile(folder, name, known) {
  const text = fs.readFileSync(path.join(folder, name), 'utf8')
  const tree = parseAst(text, { lang: name.endsWith('x') ? 'tsx' : 'ts' }, name)
  const imports = importsOf(tree).map((one) => ({ ...one, file: resolve(name, one.from) }))
  return {
    name,
    text,
    tree,
    isTest: TEST.test(name),
    lines: text.split('\n').length - 1,
    specifiers: imports.map((one) => one.from),
    imports: imports.filter((one) => known.has(one.file)),
  }
}

function resolve(name, from) {
  if (from.startsWith('#protocol/')) return from.replace('#', 'worker/')
  return path.posix.join(path.posix.dirname(name), from)
}

/** What a module names in `import`, `export … from` and `import()`, and whether of types alone. */
function importsOf(tree) {
  const found = []
  walk(tree, (node) => {
    const from = node.source?.value
    if (typeof from !== 'string' || !/^(Import|Export)/.test(node.type)) return
    const parts = node.specifiers ?? []
    const isType = (one) => (one.importKind ?? one.exportKind) === 'type'
    found.push({ from, types: isType(node) || (parts.length > 0 && parts.every(isType)) })
  })
  return found
}

/** Calls `visit` with every node below `node`, and it. */
export function walk(node, visit) {
  if (Array.isArray(node)) return node.forEach((one) => walk(one, visit))
  if (typeof node?.type !== 'string') return
  visit(node)
  for (const value of Object.values(node)) if (typeof value === 'object' && value !== null) walk(value, visit)
}
