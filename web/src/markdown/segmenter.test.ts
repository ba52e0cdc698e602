import { describe, expect, test } from 'vitest'
import { makeSegmenter } from './segmenter.ts'
import type { Segment } from './segments.ts'
import { makeSparingParser, markedLex, type Lex } from './sparing-parser.ts'

const answer = (seed: number) => `## Part ${seed}

A paragraph with **bold**, \`code\` and [a link](https://example.org/${seed}), which goes on
for a second line.

- one
- two, with *stress*
  - nested
- three

| Name | Height |
| --- | ---: |
| M2 | 1.84 m |
| S2 | 0.61 m |

\`\`\`ts src/tide.ts
export const height = (at: Date) => at.getTime() / ${seed}

// the end
\`\`\`

> A quote that
> has two lines.

1. first
2. second

`
const long = (parts: number) => Array.from({ length: parts }, (_, index) => answer(index)).join('')

const bare = (segment: Segment) => (segment.kind === 'item' ? { ...segment, list: 0 } : segment)
const whole = (text: string) => makeSegmenter().update(text, true).finished.map(bare)

/** Plays a text in pieces of `size` and answers what was finished and how much marked had to read. */
function stream(text: string, size: number) {
  let read = 0
  const lex: Lex = {
    blocks: (source, options) => {
      read += source.length
      return markedLex.blocks(source, options)
    },
    inline: (source, options) => {
      read += source.length
      return markedLex.inline(source, options)
    },
  }
  const segmenter = makeSegmenter()
  const finished: Segment[] = []
  const parsers: ReturnType<typeof makeSparingParser>[] = []
  const options = { breaks: false }
  const show = (index: number, segment: Segment, final: boolean) => {
    if (segment.kind === 'table') for (const cell of segment.header) lex.inline(cell, options)
    if (segment.kind === 'row') for (const cell of segment.cells) lex.inline(cell, options)
    if (segment.kind !== 'text' && segment.kind !== 'item') return
    parsers[index] ??= makeSparingParser(lex, options)
    parsers[index].parse(segment.source, final)
  }
  for (let at = size; at < text.length + size; at += size) {
    const cut = segmenter.update(text.slice(0, at), at >= text.length)
    for (const segment of cut.finished) {
      show(finished.length, segment, true)
      finished.push(segment)
    }
    cut.growing.forEach((segment, index) => show(finished.length + index, segment, false))
  }
  return { finished: finished.map(bare), read }
}

describe('cutting', () => {
  test('finds the blocks of an answer', () => {
    expect(whole(answer(1)).map((segment) => segment.kind)).toEqual(
      'text text item item item table row row code text item item'.split(' '),
    )
  })

  test('however the text arrives, the segments are the same', { timeout: 30_000 }, () => {
    const text = long(3)
    const expected = whole(text)
    for (const size of [1, 2, 3, 7, 50, 1000]) expect(stream(text, size).finished).toEqual(expected)
  })

  test('every character of an answer is in a segment', () => {
    const kept = whole(answer(7))
      .map((segment) => ('source' in segment ? segment.source : JSON.stringify(segment)))
      .join('\n')
    for (const word of [
      'Part 7',
      'bold',
      'second line',
      'nested',
      'three',
      'M2',
      '0.61 m',
      'getTime',
      'two lines',
      '2. second',
    ])
      expect(kept).toContain(word)
  })

  test('a fence holds everything, also what looks like other blocks, and the text after it is text', () => {
    const segments = whole('```md\n# no heading\n\n- no item\n``\n```\nafter')
    expect(segments).toEqual([
      { kind: 'code', info: 'md', text: '# no heading\n\n- no item\n``\n', closed: true },
      { kind: 'text', source: 'after' },
    ])
  })

  test('a fence that is never closed is code to the end', () => {
    expect(whole('```\nlost')).toEqual([{ kind: 'code', info: '', text: 'lost\n', closed: true }])
  })

  test('code inside a list item stays in the item', () => {
    const [item, text] = whole('1. do:\n\n   ```sh\n   ls\n\n   pwd\n   ```\n   then\n\nafter')
    expect(item).toMatchObject({ kind: 'item', ordered: true, number: 1 })
    expect(item).toHaveProperty('source', expect.stringContaining('pwd'))
    expect(text).toEqual({ kind: 'text', source: 'after' })
  })

  test('windows line ends', () => {
    expect(whole('a\r\n\r\n```\r\nb\r\n```\r\n')).toEqual(whole('a\n\n```\nb\n```\n'))
  })
})

describe('what is shown while it grows', () => {
  const growing = (text: string) => makeSegmenter().update(text, false).growing
  test.each(['#', '##', '-', '- ', '1', '1.', '>', '`', '```', '```ts', '|', '---', '***', '- ['])(
    '%j alone is held back',
    (text) => {
      expect(growing(text)).toEqual([])
      expect(growing(`before\n\n${text}`)).toEqual([])
    },
  )

  test('a closing fence is never shown as code', () => {
    for (const end of ['`', '``', '```'])
      expect(growing(`\`\`\`js\na\n${end}`)).toEqual([{ kind: 'code', info: 'js', text: 'a\n', closed: false }])
    expect(growing('```js\na\n`b')).toEqual([{ kind: 'code', info: 'js', text: 'a\n`b', closed: false }])
  })

  test('a table is one from its first line', () => {
    for (const text of ['| a | b', '| a | b |', '| a | b |\n', '| a | b |\n|--', '| a | b |\n| --- | --'])
      expect(growing(text)).toMatchObject([{ kind: 'table', header: ['a', 'b'] }])
  })
})

// Thousands of updates each: a busy machine takes its time.
describe('work', { timeout: 30_000 }, () => {
  test('grows with the length, not with its square', () => {
    const short = stream(long(20), 5)
    const twice = stream(long(40), 5)
    expect(twice.read / short.read).toBeLessThan(2.1)
  })

  test('one paragraph, list item or quote of 40,000 characters is linear too', () => {
    for (const start of ['', '- ', '> ']) {
      const text = (words: number) => start + 'word '.repeat(words)
      const short = stream(text(4000), 20).read
      const twice = stream(text(8000), 20).read
      expect(twice / short).toBeLessThan(2.3)
      expect(twice / 40_000).toBeLessThan(40)
    }
  })

  test('a finished segment is read once', () => {
    const segmenter = makeSegmenter()
    const first = segmenter.update('one\n\ntwo\n\nthr', false)
    expect(first.finished).toHaveLength(2)
    const second = segmenter.update('one\n\ntwo\n\nthree', false)
    expect(second.finished).toEqual([])
    expect(second.growing).toEqual([{ kind: 'text', source: 'three' }])
  })

  test('code is never given to marked', () => {
    expect(stream(`\`\`\`ts\n${'const a = 1\n'.repeat(4000)}\`\`\`\n`, 5).read).toBe(0)
  })
})
