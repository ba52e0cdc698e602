import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
const files = stdout.split('\n').filter((name) => name !== '' && fs.existsSync(path.join(root, name)))

/** Whether something in backticks is the end of a file's path, or a folder. `<noun>` stands for any name. */
function isThere(named: string): boolean {
  const pattern = named.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/<[\w ]+>/g, '[\\w-]+')
  return files.some((name) => new RegExp(`(^|/)${pattern.replace(/\/$/, '')}(/|$)`).test(name))
}

test.for(['CONTRIBUTING.md', 'docs/architecture.md'])('every file that %s names is there', (document) => {
  const text = fs.readFileSync(path.join(root, document), 'utf8').replace(/^```[\s\S]*?^```/gm, '')
  const named = [...text.matchAll(/`([^`\s]+)`/g)].map((found) => found[1]!)
  const paths = named.filter(
    (one) =>
      /^[\w<>.-]+(\/[\w<>.-]*)*$/.test(one) && /[a-z]/.test(one) && /\/[\w<>-]|\.(ts|tsx|mjs|md|toml|sql)$/.test(one),
  )
  expect(paths.length).toBeGreaterThan(0)
  expect(paths.filter((one) => !isThere(one))).toEqual([])
})
