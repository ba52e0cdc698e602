// `npm run house`: what can be counted of the house. `-- FOLDER…` counts other checkouts beside it, `-- --list` says where.
import { parseArgs } from 'node:util'
import { counts } from './house/count.mjs'
import { readHouse } from './house/read.mjs'
import { root } from './lib/paths.mjs'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { list: { type: 'boolean' } } })
const folders = [...positionals, root]
const houses = folders.map(readHouse)
const width = Math.max(...counts.map(([words]) => words.length))

console.log(`${''.padEnd(width)}  ${folders.join('  ')}`)
for (const [words, count] of counts) {
  const places = houses.map(count)
  const figures = places.map((one, at) => String(one.length).padStart(folders[at].length))
  console.log(`${words.padEnd(width)}  ${figures.join('  ')}`)
  if (values.list && !/^(files|lines) of source$/.test(words))
    for (const place of places.at(-1)) console.log(`    ${place}`)
}
