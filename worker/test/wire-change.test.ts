import { expect, test } from 'vitest'
import { isAtLeast, raised, wireChange } from './wire-change.ts'
import type { Reader, Shape, Wire } from './wire-shape.ts'

const frame = { '.': 'object', text: 'string', count: '? integer', kind: '"a" | "b"', inner: '? object', items: 'x[]' }
const wire = (reader: Reader, shape: Shape): Wire => {
  const none: Wire = { server: {}, client: {} }
  return { ...none, [reader]: { 'up say': shape } }
}
const { text: _, ...withoutText } = frame

test.each<[string, Shape, 'nothing' | 'minor' | 'major', 'nothing' | 'minor' | 'major']>([
  ['nothing', frame, 'nothing', 'nothing'],
  ['a new field that may be left out', { ...frame, more: '? string' }, 'minor', 'minor'],
  ['a new field that is always there', { ...frame, more: 'string' }, 'major', 'minor'],
  ['a new part with fields of its own', { ...frame, more: '? object', 'more.text': 'string' }, 'minor', 'minor'],
  ['a field more of an older part', { ...frame, 'inner.text': 'string' }, 'major', 'minor'],
  ['a field that is gone', withoutText, 'major', 'major'],
  ['a field that may be left out now', { ...frame, text: '? string' }, 'minor', 'major'],
  ['a field that is always there now', { ...frame, count: 'integer' }, 'major', 'minor'],
  ['another type', { ...frame, text: 'integer' }, 'major', 'major'],
  ['another limit', { ...frame, text: 'string (maxLength 5)' }, 'minor', 'minor'],
  ['one value more', { ...frame, kind: '"a" | "b" | "c"' }, 'minor', 'minor'],
  ['one value less', { ...frame, kind: '"a"' }, 'major', 'minor'],
  ['null as well', { ...frame, text: 'string | null' }, 'minor', 'major'],
])('%s: what a server reads is %3$s', (_name, now, forServer, forClient) => {
  expect(wireChange(wire('server', frame), wire('server', now)).raises).toBe(forServer)
  expect(wireChange(wire('client', frame), wire('client', now)).raises).toBe(forClient)
})

test('a new frame is minor, one that is gone major, and both are named', () => {
  const none: Wire = { server: {}, client: {} }
  expect(wireChange(none, wire('server', frame))).toEqual({ raises: 'minor', why: ['up say is new'] })
  expect(wireChange(wire('server', frame), none)).toEqual({ raises: 'major', why: ['up say is gone'] })
})

test('knows the next version, and which of two is newer', () => {
  expect(['nothing', 'minor', 'major'].map((one) => raised('1.9', one as 'minor'))).toEqual(['1.9', '1.10', '2.0'])
  expect(isAtLeast('1.10', '1.9') && isAtLeast('2.0', '1.10') && isAtLeast('1.1', '1.1')).toBe(true)
  expect(isAtLeast('1.9', '1.10') || isAtLeast('1.10', '2.0')).toBe(false)
})
