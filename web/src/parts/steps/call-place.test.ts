import { expect, test } from 'vitest'
import { callPlace } from './call-place.ts'

/** The text with a bar where a call came; answered with a bar where it stands. */
function placed(marked: string): string {
  const at = marked.indexOf('|')
  const text = marked.replace('|', '')
  const place = callPlace(text, at)
  return `${text.slice(0, place)}|${text.slice(place)}`
}

test('between words, sentences and blocks it stands where it came', () => {
  for (const text of [
    'One |two',
    'One| two',
    'One.| Two.',
    'One.|Two.',
    'One.\n|\nTwo.',
    'One.\n\n|Two.',
    'One\n|two',
    '|One',
  ])
    expect(placed(text)).toBe(text)
})

test('a word, a number or a character that it cuts is whole before it', () => {
  expect(placed('The ans|wer is here')).toBe('The answer| is here')
  expect(placed('The ans|wer, so')).toBe('The answer,| so')
  expect(placed('It is 12|.5 m')).toBe('It is 12.5| m')
  expect(placed('don|’t go')).toBe('don’t| go')
  expect(placed('Sure|. It is')).toBe('Sure.| It is')
  expect(placed('Sure|.It is')).toBe('Sure.|It is')
  expect(placed('wave \uD83C|\uDF0A on')).toBe('wave \uD83C\uDF0A| on')
})

test('what two halves would read otherwise stays whole', () => {
  expect(placed('A **bold |word** here\nand on.\n\nNext.')).toBe('A **bold word** here\nand on.\n|\nNext.')
  expect(placed('A `code |span` here.\n\nNext.')).toBe('A `code span` here.\n|\nNext.')
  expect(placed('```ts\nconst a |= 1\n\nlet b\n```\nNext.')).toBe('```ts\nconst a = 1\n\nlet b\n```\n|Next.')
  expect(placed('- one |item\n  goes on\n- two')).toBe('- one item\n  goes on\n|- two')
  expect(placed('- one\n|- two')).toBe('- one\n|- two')
  expect(placed('# A |heading\nText')).toBe('# A heading\n|Text')
  expect(placed('> said |so\n> and so\n\nNext')).toBe('> said so\n> and so\n|\nNext')
})

test('a table is not cut', () => {
  const table = '|a|b|\n|-|-|\n|1|2|\n|3|4|\n\nNext'
  const at = table.indexOf('2')
  expect(table.slice(callPlace(table, at))).toBe('\nNext')
})

test('while a block grows it stands behind all that came of it', () => {
  expect(placed('```ts\nconst |a = 1\nlet')).toBe('```ts\nconst a = 1\nlet|')
})
