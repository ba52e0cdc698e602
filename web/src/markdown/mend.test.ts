import { expect, test } from 'vitest'
import { mend } from './mend.ts'

test.each([
  ['plain text', 'plain text'],
  ['a **bold', 'a **bold**'],
  ['a **bold *', 'a **bold**'],
  ['a **bold*', 'a **bold**'],
  ['a **', 'a'],
  ['a *em', 'a *em*'],
  ['**bold and *em', '**bold and *em***'],
  ['done **bold** and', 'done **bold** and'],
  ['`code', '`code`'],
  ['a `', 'a '],
  ['``a ` b', '``a ` b``'],
  ['~~gone', '~~gone~~'],
  ['2 * 3 = 6', '2 * 3 = 6'],
  ['snake_case_name', 'snake_case_name'],
  ['a [link](https://exa', 'a link'],
  ['a [link](https://example.org)', 'a [link](https://example.org)'],
  ['\\*not em', '\\*not em'],
  ['`a * b` *em', '`a * b` *em*'],
])('%j is shown as %j', (source, shown) => {
  expect(mend(source)).toBe(shown)
})
