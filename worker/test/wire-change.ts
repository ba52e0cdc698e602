import type { Reader, Shape, Wire } from './wire-shape.ts'

/** What a change asks of PROTOCOL_VERSION, and why. */
export interface WireChange {
  raises: 'nothing' | 'minor' | 'major'
  why: string[]
}

/**
 * Compares two wires. Major is what one side of the older wire would miss or be refused for: something gone, a field that
 * must be sent now or may be absent now, another type. All else is minor.
 */
export function wireChange(was: Wire, now: Wire): WireChange {
  const changes = (['server', 'client'] as const).flatMap((reader) =>
    namesOf(was[reader], now[reader]).flatMap((name) => partChange(was, now, reader, name)),
  )
  const major = changes.filter((one) => one.isMajor)
  if (major.length > 0) return { raises: 'major', why: major.map((one) => one.what) }
  return { raises: changes.length > 0 ? 'minor' : 'nothing', why: changes.map((one) => one.what) }
}

interface Change {
  isMajor: boolean
  what: string
}

function partChange(was: Wire, now: Wire, reader: Reader, name: string): Change[] {
  const [before, after] = [was[reader][name], now[reader][name]]
  if (!before) return [{ isMajor: false, what: `${name} is new` }]
  if (!after) return [{ isMajor: true, what: `${name} is gone` }]
  return namesOf(before, after).flatMap((path) => {
    const change = lineChange(before, after, path, reader)
    return change ? [{ ...change, what: `${name}, ${path}: ${change.what}` }] : []
  })
}

function lineChange(was: Shape, now: Shape, path: string, reader: Reader): Change | null {
  const [before, after] = [was[path], now[path]]
  if (before === after) return null
  if (after === undefined) return { isMajor: true, what: 'is gone' }
  if (before === undefined) {
    const isNeeded = reader === 'server' && !after.startsWith('? ') && parentOf(path) in was
    return { isMajor: isNeeded, what: isNeeded ? 'is new and must be sent' : 'is new' }
  }
  const what = `was "${before}", is "${after}"`
  const [optionalBefore, optionalAfter] = [before, after].map((line) => line.startsWith('? '))
  if (optionalBefore !== optionalAfter) return { isMajor: (reader === 'server') === optionalBefore, what }
  return { isMajor: !isWider(typesOf(before), typesOf(after), reader), what }
}

/** Either may be told more than before, but a client no `null`; a server that takes less refuses what was right. */
function isWider(before: string[], after: string[], reader: Reader): boolean {
  if (reader === 'client' && after.includes('null') && !before.includes('null')) return false
  if (before.every((one) => after.includes(one))) return true
  return reader === 'client' && after.every((one) => before.includes(one))
}

/** The alternatives of a line, without `? ` and without limits: those may move. */
function typesOf(line: string): string[] {
  return line
    .replace(/^\? /, '')
    .split(' | ')
    .map((one) => one.replace(/ \(.*\)$/, ''))
}

function parentOf(path: string): string {
  const dot = path.lastIndexOf('.')
  return dot <= 0 ? '.' : path.slice(0, dot).replace(/\[\]$/, '')
}

function namesOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
}

/** The least version that a change asks for. */
export function raised(version: string, raises: WireChange['raises']): string {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (raises === 'nothing') return version
  return raises === 'minor' ? `${major}.${minor + 1}` : `${major + 1}.0`
}

export function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number)
  return major === leastMajor ? minor >= leastMinor : major > leastMajor
}
