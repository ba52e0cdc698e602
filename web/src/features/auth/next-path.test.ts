import { expect, test } from 'vitest'
import { nextPath, signInPath } from './next-path.ts'

const origin = 'https://edgewise.example.org'
const after = (next: string) => nextPath(`?next=${encodeURIComponent(next)}`, origin)

test('a deep link survives signing in', () => {
  const path = '/p/1/t/2?x=1#m'
  expect(nextPath(signInPath(path).slice('/login'.length), origin)).toBe(path)
  expect(signInPath('/')).toBe('/login')
})

test('an address from elsewhere is not followed', () => {
  for (const bad of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'p/1',
    '/\t/evil.example',
  ]) {
    expect(after(bad), bad).toBe('/')
  }
  expect(nextPath('', origin)).toBe('/')
})
