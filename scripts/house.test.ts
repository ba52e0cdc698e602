import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { counts } from './house/count.mjs'
import { readHouse } from './house/read.mjs'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'edgewise-house-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

function write(name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  fs.writeFileSync(path.join(folder, name), `${text}\n`)
}

const blank = (lines: number) => '\n'.repeat(lines)
write('worker/src/db/up.ts', "import { a } from '../routes/a.ts'\nexport const up = a!.b!")
write('worker/src/routes/a.ts', "import type { B } from './b.ts'\nexport const a: B = {}\nexport const not = !a")
write('worker/src/routes/b.ts', "export type { A } from './c.ts'\nexport interface B {}")
write('worker/src/routes/c.ts', "export const late = () => import('./a.ts')\nexport type A = B")
write(
  'worker/src/routes/sql.ts',
  'db.run(`UPDATE a SET b = ${c}`, "SELECT b\n FROM a", "Select from a list")'.replace('\n', '\\n'),
)
write('worker/src/db/sql.ts', "db.run('DELETE FROM a')")
write('worker/durable/thread/sql.ts', "db.run('INSERT OR REPLACE INTO a VALUES (1)')")
write('worker/src/lib/long.ts', `export function long() {${blank(60)}}${blank(140)}`)
write('worker/src/lib/right.ts', `export const right = () => {${blank(59)}}${blank(139)}`)
write('worker/src/lib/long.test.ts', `import { long } from '../../../../../x.ts'${blank(200)}`)
for (let count = 0; count < 26; count++) write(`web/src/full/${count}.tsx`, 'export const view = <p>{"a"}</p>')

const files = readHouse(folder)

test.for([
  ['arrows against the floors', ['worker/src/db/up.ts -> worker/src/routes/a.ts']],
  ['circles of imports', [expect.stringMatching(/^3: .*routes\/a\.ts/)]],
  ['… circles of values, types aside', []],
  ['files of source over 200 lines', ['worker/src/lib/long.ts 201']],
  ['files of tests over 200 lines', ['worker/src/lib/long.test.ts 201']],
  ['functions of source over 60 lines', ['worker/src/lib/long.ts:1 61']],
  ['folders over 25 files of code', ['web/src/full 26']],
  ['`!` in source', ['worker/src/db/up.ts:2', 'worker/src/db/up.ts:2']],
  ['string SQL in worker/src outside db/', ['worker/src/routes/sql.ts:1', 'worker/src/routes/sql.ts:1']],
  ['string SQL in worker/durable', ['worker/durable/thread/sql.ts:1']],
  ['imports of five `../` or more', ['worker/src/lib/long.test.ts ../../../../../x.ts']],
] as const)('%s', ([words, places]) => {
  const [, count] = counts.find(([name]) => name === words)!
  expect(count(files)).toEqual(places)
})
