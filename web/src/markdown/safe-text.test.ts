import { expect, test } from 'vitest'
import { codeName } from './code-block.ts'
import { decodeEntities } from './entities.ts'
import { lexBlocks } from './lex.ts'
import { safeLink } from './safe-link.ts'

test.each(['https://example.org/a?b=c', 'http://127.0.0.1:3000/', 'mailto:ines@example.org'])(
  '%s is a link',
  (href) => {
    expect(safeLink(href)).toBe(href)
  },
)

test.each([
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://example.org/1',
  '/settings/keys',
  '//example.org',
  '#top',
  '',
])('%j is no link', (href) => {
  expect(safeLink(href)).toBeNull()
})

test('raw HTML is text, whatever it looks like', () => {
  for (const html of [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onclick=x>b</b>',
    '<!-- x -->',
  ]) {
    const types: string[] = JSON.stringify(lexBlocks(html, { breaks: false })).match(/"type":"\w+"/g) ?? []
    expect(types.filter((type) => type.includes('html') || type.includes('tag'))).toEqual([])
  }
})

test('references become characters, and never more than characters', () => {
  expect(decodeEntities('&lt;b&gt; &amp;amp; &#65;&#x42; &nope; &constructor; &#0; &#xD800;')).toBe(
    '<b> &amp; AB &nope; &constructor; \ufffd \ufffd',
  )
})

test('a fence names a language, a file, or neither', () => {
  expect(codeName('ts')).toEqual({ label: 'ts', language: 'typescript' })
  expect(codeName('ts src/tide.ts')).toEqual({ label: 'src/tide.ts', language: 'typescript' })
  expect(codeName('src/app.py')).toEqual({ label: 'src/app.py', language: 'python' })
  expect(codeName('js title="a.js" {1,3}')).toEqual({ label: 'a.js', language: 'javascript' })
  expect(codeName('C++')).toEqual({ label: 'c++', language: 'cpp' })
  expect(codeName('')).toEqual({ label: 'text', language: null })
  expect(codeName('constructor')).toEqual({ label: 'constructor', language: null })
})
