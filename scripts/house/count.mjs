import path from 'node:path'
import { arrowsUp } from './arrows.mjs'
import { circlesOf } from './circles.mjs'
import { walk } from './read.mjs'

const FILE_LINES = 200
const FUNCTION_LINES = 60
const FOLDER_FILES = 25
const SQL =
  /^\s*(SELECT\s[\s\S]*\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s[\s\S]*\sSET\s|DELETE\s+FROM\s|(CREATE|ALTER|DROP)\s+TABLE\s|WITH\s+\w+\s+AS\s|PRAGMA\s)/

const sources = (files) => files.filter((file) => !file.isTest)
const within = (files, folder) => sources(files).filter((file) => file.name.startsWith(folder))
const withoutTypes = (files) => files.map((file) => ({ ...file, imports: file.imports.filter((one) => !one.types) }))
const long = (files) => files.filter((file) => file.lines > FILE_LINES).map(({ name, lines }) => `${name} ${lines}`)
const farImports = ({ name, specifiers }) =>
  specifiers.filter((from) => from.startsWith('../'.repeat(5))).map((from) => `${name} ${from}`)
const sqlOutsideDb = (file) => (file.name.startsWith('worker/src/db/') ? [] : sql(file))

function longFunctions({ name, text, tree }) {
  return nodes(tree, /Function/).flatMap(({ start, end, body }) => {
    const lines = text.slice(start, end).split('\n').length
    return body && lines > FUNCTION_LINES ? [`${name}:${lineAt(text, start)} ${lines}`] : []
  })
}

function nonNull({ name, text, tree }) {
  return nodes(tree, /^TSNonNullExpression$/).map(({ end }) => `${name}:${lineAt(text, end)}`)
}

function sql({ name, text, tree }) {
  const texts = nodes(tree, /^(Literal|TemplateLiteral)$/).filter((node) => SQL.test(textOf(node)))
  return texts.map(({ start }) => `${name}:${lineAt(text, start)}`)
}

const textOf = (node) =>
  node.type === 'TemplateLiteral' ? node.quasis.map((part) => part.value.raw).join('?') : String(node.value)

function nodes(tree, types) {
  const found = []
  walk(tree, (node) => types.test(node.type) && found.push(node))
  return found
}

const lineAt = (text, at) => text.slice(0, at).split('\n').length

function fullFolders(files) {
  const sizes = Map.groupBy(files, (file) => path.posix.dirname(file.name))
  const full = [...sizes].filter(([, inside]) => inside.length > FOLDER_FILES)
  return full.map(([folder, inside]) => `${folder} ${inside.length}`)
}

/** What is counted, in order: words and, for a house, every place that counts. */
export const counts = [
  ['arrows against the floors', (files) => arrowsUp(sources(files))],
  ['… in the Worker', (files) => arrowsUp(sources(files)).filter((arrow) => arrow.startsWith('worker/'))],
  ['circles of imports', (files) => circlesOf(sources(files)).map((circle) => `${circle.length}: ${circle.join(' ')}`)],
  ['… files in them', (files) => circlesOf(sources(files)).flat()],
  ['… circles of values, types aside', (files) => circlesOf(withoutTypes(sources(files))).map(String)],
  [`files of source over ${FILE_LINES} lines`, (files) => long(sources(files))],
  [`files of tests over ${FILE_LINES} lines`, (files) => long(files.filter((file) => file.isTest))],
  [`functions of source over ${FUNCTION_LINES} lines`, (files) => sources(files).flatMap(longFunctions)],
  [`folders over ${FOLDER_FILES} files of code`, fullFolders],
  ['`!` in source', (files) => sources(files).flatMap(nonNull)],
  ['`!` in tests', (files) => files.filter((file) => file.isTest).flatMap(nonNull)],
  ['string SQL in worker/src outside db/', (files) => within(files, 'worker/src/').flatMap(sqlOutsideDb)],
  ['string SQL in worker/durable', (files) => within(files, 'worker/durable/').flatMap(sql)],
  ['imports of five `../` or more', (files) => files.flatMap(farImports)],
  ['files of source', sources],
  ['lines of source', (files) => sources(files).flatMap((file) => Array(file.lines).fill(file.name))],
]
