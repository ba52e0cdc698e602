// `npm run lint:floors`: writes what floors.mjs says into .oxlintrc.json.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import prettier from 'prettier'
import { houses, parts } from './floors.mjs'
import { root } from './lib/paths.mjs'

const isFile = (room) => /\.tsx?$/.test(room)
const isWithin = (file, folder) => folder === '' || file === folder || file.startsWith(`${folder}/`)

/** Rooms of a house that one of them must not import. */
function refusedOf(house, room) {
  const own = house.floors.findIndex((floor) => floor.includes(room))
  const seen = house.only?.[room] ?? house.floors.slice(0, own).flat()
  const never = house.never?.[room] ?? []
  return house.floors.flat().filter((other) => other !== room && (!seen.includes(other) || never.includes(other)))
}

/** An import of one of `refused`, as it is written in a file of `room`. */
function patternOf(house, room, refused) {
  const from = isFile(room) ? path.posix.dirname(room) : room
  const targets = refused.map((other) => path.posix.relative(from, other).replace(/^(\.\.\/)+/, ''))
  const written = targets.map((target) => (isFile(target) ? `${target.replaceAll('.', '\\.')}$` : `${target}/`))
  const seen = house.floors.flat().filter((other) => other !== room && !refused.includes(other))
  return {
    regex: `^${isFile(room) ? '(\\./|(\\.\\./)+)' : '(\\.\\./)+'}(${written.join('|')})`,
    message: `Of ${house.in}, ${room} imports only: ${seen.join(', ') || 'nothing'}.`,
  }
}

/** Every rule that holds for a file or folder: a later override replaces an earlier one, so each has them all. */
function patternsFor(place) {
  const general = parts.filter((part) => part.path !== '' && isWithin(place, part.path))
  const patterns = (general.length > 0 ? general : parts.slice(0, 1)).flatMap((part) => part.patterns)
  for (const house of houses) {
    const room = house.floors.flat().find((one) => isWithin(place, `${house.in}/${one}`))
    const refused = room ? refusedOf(house, room) : []
    if (refused.length > 0) patterns.push(patternOf(house, room, refused))
  }
  return patterns
}

/** The wide places first, then what lies within them. */
export function floorOverrides() {
  const rooms = houses.flatMap((house) => house.floors.flat().map((room) => `${house.in}/${room}`))
  const places = [...new Set([...parts.map((part) => part.path), ...rooms])]
  const depth = (place) => (place === '' ? 0 : place.split('/').length)
  return places
    .sort((one, other) => depth(one) - depth(other) || one.localeCompare(other))
    .map((place) => ({
      files: [isFile(place) ? place : path.posix.join(place, '**')],
      excludeFiles: ['**/*.test.ts', '**/*.test.tsx'],
      rules: { 'no-restricted-imports': ['error', { patterns: patternsFor(place) }] },
    }))
}

const file = path.join(root, '.oxlintrc.json')

/** The linter's file with the floors of these tables in the place of those that it has, one to a line. */
export async function withFloors(text = fs.readFileSync(file, 'utf8')) {
  const config = JSON.parse(text)
  const others = config.overrides.filter((override) => !override.rules['no-restricted-imports'])
  const json = JSON.stringify({ ...config, overrides: [...others, 'FLOORS'] })
  const written = await prettier.format(json, { ...(await prettier.resolveConfig(file)), parser: 'json' })
  return written.replace('"FLOORS"', () =>
    floorOverrides()
      .map((one) => JSON.stringify(one))
      .join(',\n    '),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) fs.writeFileSync(file, await withFloors())
