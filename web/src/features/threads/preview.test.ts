import { expect, test } from 'vitest'
import { previewOf } from './preview.ts'

const said = (content: string) => ({ running: false, last_message: { content, is_user: false, created_at: '' } })

test('a preview is one line of words', () => {
  expect(
    previewOf(said('## Plan\n\n- **First**, read `src/tide.ts`\n1. see [docs](http://x)\n```ts\nlet a\n```')),
  ).toBe('Plan First, read src/tide.ts see docs let a')
})

test('names with underscores stay whole', () => {
  expect(previewOf(said('(gauge_id, at) covers both queries'))).toBe('(gauge_id, at) covers both queries')
})

test('a running answer says so, with its words when there are any', () => {
  expect(previewOf({ ...said('old'), running: true, words: 'Yes. The **height**' })).toBe('Writing: Yes. The height')
  expect(previewOf({ ...said('old'), running: true })).toBe('Writing')
  expect(previewOf({ running: false, last_message: null })).toBe('No messages yet')
})
