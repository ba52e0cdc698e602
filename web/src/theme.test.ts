import fs from 'node:fs'
import { expect, test } from 'vitest'

const css = fs.readFileSync(new URL('theme.css', import.meta.url), 'utf8')
const token = /--color-([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g
const tokens = new Map([...css.matchAll(token)].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]))

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  const [r, g, b] = channels.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

/** WCAG 2: 21 at most, the same the other way around. */
function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high! + 0.05) / (low! + 0.05)
}

const surfaces = ['page', 'side', 'raised', 'sunk', 'hover', 'selected', 'accent-soft']
const plain = ['page', 'side', 'raised', 'sunk']
/** Each with the surfaces it may stand on and the ratio it needs there. */
const pairs: [string, string[], number][] = [
  ['text', [...surfaces, 'ok-soft', 'warn-soft', 'bad-soft'], 4.5],
  ['text-2', [...surfaces, 'warn-soft', 'bad-soft'], 4.5],
  ['text-3', surfaces, 4.5],
  ['accent', surfaces, 4.5],
  ['accent-hover', surfaces, 4.5],
  ['on-accent', ['accent', 'accent-hover'], 4.5],
  ['on-toast', ['toast'], 4.5],
  ['ok', [...plain, 'ok-soft', 'added'], 4.5],
  ['warn', [...plain, 'warn-soft'], 4.5],
  ['bad', [...plain, 'bad-soft', 'removed', 'hover'], 4.5],
  ['ok-dot', surfaces, 3],
  ['warn-dot', plain, 3],
  ['bad-dot', surfaces, 3],
  ['control', plain, 3],
  ...['keyword', 'string', 'function', 'number', 'comment', 'punctuation'].map((name): [string, string[], number] => [
    `code-${name}`,
    ['sunk', 'page'],
    4.5,
  ]),
]

test('every color is written for both themes', () => {
  const colors = [...css.matchAll(/--color-(?!\*|transparent|current|scrim)([\w-]+):/g)].map(([, name]) => name!)
  expect(colors.filter((name) => !tokens.has(name))).toEqual([])
})

test.each(['light', 'dark'] as const)('text and marks are readable in %s', (theme) => {
  const tooFaint = pairs.flatMap(([name, places, needed]) =>
    places
      .map((place) => ({ name, place, ratio: contrast(tokens.get(name)![theme], tokens.get(place)![theme]) }))
      .filter(({ ratio }) => ratio < needed)
      .map(({ place, ratio }) => `${name} on ${place}: ${ratio.toFixed(2)}, needs ${needed}`),
  )
  expect(tooFaint).toEqual([])
})
