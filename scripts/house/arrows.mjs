import { houses } from '../floors.mjs'

const isWithin = (file, place) => file === place || file.startsWith(`${place}/`)

/** Imports that run up or across the floors of floors.mjs, in the words `FILE -> FILE`. */
export function arrowsUp(files) {
  return houses.flatMap((house) => {
    const roomOf = (file) => house.floors.flat().find((room) => isWithin(file, `${house.in}/${room}`))
    return files.flatMap(({ name, imports }) => {
      const room = roomOf(name)
      const refused = imports.filter((one) => room && isRefused(house, room, roomOf(one.file), one.types))
      return refused.map(({ file }) => `${name} -> ${file}`)
    })
  })
}

function isRefused(house, room, other, types) {
  if (!other || other === room || (types && house.types?.includes(room))) return false
  const own = house.floors.findIndex((floor) => floor.includes(room))
  const seen = house.only?.[room] ?? house.floors.slice(0, own).flat()
  return !seen.includes(other) || (house.never?.[room] ?? []).includes(other)
}
