import { expect, test } from 'vitest'
import { Utf8 } from './utf8.ts'

function decode(bytes: number[], step: number): [string, boolean] {
  const utf8 = new Utf8()
  let text = ''
  for (let at = 0; at < bytes.length; at += step) text += utf8.decode(Uint8Array.from(bytes.slice(at, at + step)))
  utf8.end()
  return [text, utf8.broken]
}
const bytesOf = (text: string) => [...new TextEncoder().encode(text)]

test.each([1, 2, 3, 4, 100])('in pieces of %i bytes', (step) => {
  expect(decode(bytesOf('a Grüße 東京 🌍 \ufffd\ufffd z'), step)).toEqual(['a Grüße 東京 🌍 \ufffd\ufffd z', false])
  expect(decode([...bytesOf('good'), 0xff, ...bytesOf('bad')], step)).toEqual(['good', true])
  expect(decode([...bytesOf('x\ufffd'), 0xc3, 0x28], step)[1]).toBe(true)
  expect(decode(bytesOf('half of 🌍').slice(0, -2), step)).toEqual(['half of ', true])
  expect(decode([0xef, 0xbb, 0xbf, ...bytesOf('a mark in front')], step)).toEqual(['a mark in front', false])
})
