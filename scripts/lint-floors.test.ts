import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { houses } from './floors.mjs'
import { filesWithoutZod } from './lib/files-without-zod.mjs'
import { floorOverrides, withFloors } from './lint-floors.mjs'

const root = path.resolve(import.meta.dirname, '..')

/** What the tables must come to, whatever they say: a file that may not be imported from there, and one that may. */
const refused: [string, string][] = [
  ['e2e/probe.ts', "import { link } from '../runner/src/link.ts'"],
  ['worker/protocol/probe.ts', "import { Hono } from 'hono'"],
  ['worker/protocol/rest/probe.ts', "import type { Env } from '../../src/env.ts'"],
  ['worker/src/lib/probe.ts', "import { users } from '../db/users.ts'"],
  ['worker/src/env.ts', "import { ThreadRoom } from '../durable/thread/room.ts'"],
  ['worker/src/doors.ts', "import type { ThreadRoom } from '../durable/thread/room.ts'"],
  ['worker/src/rooms/probe-type.ts', "import type { Turn } from '../../durable/thread/store/rows.ts'"],
  ['worker/src/db/probe.ts', "import { authenticate } from '../auth/authenticate.ts'"],
  ['worker/src/db/probe-app.ts', "import { app } from '../app.ts'"],
  ['worker/src/providers/probe.ts', "import type { Step } from '../agent/step.ts'"],
  ['worker/src/tools/probe.ts', "import { api } from '../routes/api.ts'"],
  ['worker/src/auth/probe.ts', "import { api } from '../routes/api.ts'"],
  ['worker/src/auth/probe-web.ts', "import { api } from '../../../web/src/api/client.ts'"],
  ['worker/src/models/probe.ts', "import { paid } from '../paid/ask.ts'"],
  ['worker/src/budget/probe.ts', "import { link } from '../../../runner/src/link.ts'"],
  ['worker/src/admin/probe.ts', "import { ThreadRoom } from '../../durable/thread/room.ts'"],
  ['worker/src/agent/probe.ts', "import { users } from '../db/users.ts'"],
  ['worker/src/agent/probe-models.ts', "import type { Model } from '../models/model.ts'"],
  ['worker/src/agent/probe-door.ts', "import { threadRoom } from '../doors.ts'"],
  ['worker/src/agent/probe-platform.ts', "import { DurableObject } from 'cloudflare:workers'"],
  ['worker/src/paid/probe.ts', "import { newThread } from '../rooms/new-thread.ts'"],
  ['worker/src/rooms/probe.ts', "import { api } from '../routes/api.ts'"],
  ['worker/src/routes/probe.ts', "import { ThreadRoom } from '../../durable/thread/room.ts'"],
  ['worker/src/routes/probe-up.ts', "import { app } from '../app.ts'"],
  ['worker/durable/shared/probe.ts', "import { ThreadRoom } from '../thread/room.ts'"],
  ['worker/durable/thread/probe.ts', "import { api } from '../../src/routes/api.ts'"],
  ['worker/durable/thread/probe-rooms.ts', "import { newThread } from '../../src/rooms/new-thread.ts'"],
  ['worker/durable/thread/store/probe.ts', "import { api } from '../../../src/routes/api.ts'"],
  ['worker/durable/thread/store/probe-up.ts', "import type { Turns } from '../turn/turns.ts'"],
  ['worker/src/app.ts', "import { ThreadRoom } from '../durable/thread/room.ts'"],
  ['web/src/sync/probe.ts', "import { AppError } from '../../../worker/src/lib/error.ts'"],
  ['web/src/sync/probe-zod.ts', "import { message } from '#protocol/message.ts'"],
  ['web/src/sync/probe-ui.ts', "import { toast } from '../ui/toast.tsx'"],
  ['web/src/sync/probe-runner.ts', "import { link } from '../../../runner/src/link.ts'"],
  ['web/src/ui/probe.ts', "import { user } from '../state/session.ts'"],
  ['web/src/markdown/probe.ts', "import { user } from '../state/session.ts'"],
  ['web/src/parts/models/probe.ts', "import { useChat } from '../../features/chat/state/chat-context.ts'"],
  ['web/src/features/chat/probe.ts', "import { message } from '#protocol/message.ts'"],
  ['web/src/features/chat/message/probe.ts', "import { AppError } from '../../../../../worker/src/lib/error.ts'"],
  ['web/src/sync/cycle-a.ts', "import { b } from './cycle-b.ts'\nexport const a = () => b"],
  ['runner/src/probe.ts', "import { log } from '../../worker/src/lib/log.ts'"],
  ['runner/src/docker/probe.ts', "import { uuid } from '../../../web/src/lib/uuid.ts'"],
]
const allowed: [string, string][] = [
  ['e2e/fine.ts', "import { id } from '#protocol/ids.ts'"],
  ['worker/protocol/fine.ts', "import { z } from 'zod'"],
  ['worker/protocol/rest/fine.ts', "import { id } from '../ids.ts'"],
  ['worker/src/lib/fine.ts', "import type { User } from '#protocol/rest/auth.ts'"],
  ['worker/src/db/fine.ts', "import { log } from '../lib/log.ts'"],
  ['worker/src/providers/fine.ts', "import { newId } from '#protocol/ids.ts'"],
  ['worker/src/auth/fine.ts', "import { users } from '../db/users.ts'"],
  ['worker/src/agent/fine.ts', "import { provider } from '../providers/registry.ts'"],
  ['worker/src/routes/fine.ts', "import { threadRoom } from '../doors.ts'"],
  ['worker/durable/thread/fine.ts', "import { step } from '../../src/agent/step.ts'"],
  ['worker/durable/thread/turn/fine.ts', "import { migrate } from '../../shared/migrate.ts'"],
  ['worker/src/index.ts', "import { ThreadRoom } from '../durable/thread/room.ts'"],
  ['web/src/sync/fine.ts', "import type { Message } from '#protocol/message.ts'"],
  ['web/src/sync/fine-values.ts', "import { MESSAGE_MAX_CHARS } from '#protocol/limits.ts'"],
  ['web/src/features/chat/fine.ts', "import { MESSAGE_MAX_CHARS } from '#protocol/limits.ts'"],
  ['runner/src/fine.ts', "import { id } from '#protocol/ids.ts'"],
  ['runner/src/docker/fine.ts', "import { link } from '../link.ts'"],
]

/** Every room of every floor: a file there that imports each room it may not see, one to a line, and one that imports the others. */
const rooms = houses.flatMap((house) => {
  const all = house.floors.flat()
  return all.map((room) => ({ house, room, ...sortRooms(house, room, all) }))
})

function sortRooms(house: (typeof houses)[number], room: string, all: string[]) {
  const level = house.floors.findIndex((floor) => floor.includes(room))
  const seen = house.only?.[room] ?? house.floors.slice(0, level).flat()
  const others = all.filter((other) => other !== room)
  const isSeen = (other: string) => seen.includes(other) && !house.never?.[room]?.includes(other)
  return { unseen: others.filter((other) => !isSeen(other)), seen: others.filter(isSeen) }
}

const isFile = (room: string) => /\.tsx?$/.test(room)
/** A file of a room: the room itself, or one deep within it. */
const fileIn = (house: string, room: string, name: string) =>
  isFile(room) ? path.posix.join(house, room) : path.posix.join(house, room, 'deep', name)
function importing(from: string, house: string, others: string[]): string {
  const targets = others.map((other) => fileIn(house, other, 'x.ts'))
  const relative = targets.map((target) => path.posix.relative(path.posix.dirname(from), target))
  return relative.map((to, n) => `import { x${n} } from '${to.startsWith('.') ? to : `./${to}`}'`).join('\n')
}

const folders: string[] = []

/** Lints files of these names and words: of each, the lines with a forbidden import. */
function lint(files: [string, string][]): Map<string, number[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'edgewise-floors-'))
  folders.push(folder)
  fs.copyFileSync(path.join(root, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'))
  for (const [file, code] of files) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    fs.writeFileSync(path.join(folder, file), `${code}\n`)
  }
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint')
  const args = [oxlint, '--format', 'json', '-A', 'all', '-D', 'no-restricted-imports', '-D', 'import/no-cycle']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  if (!stdout.startsWith('{')) throw new Error(`oxlint did not run: ${stdout}${stderr}`)
  const faults = new Map<string, number[]>()
  for (const { filename, labels } of JSON.parse(stdout).diagnostics)
    faults.set(filename, [...(faults.get(filename) ?? []), labels[0].span.line])
  return faults
}
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

describe('by example', () => {
  let faults: ReturnType<typeof lint>
  beforeAll(() => {
    const cycle = "import { a } from './cycle-a.ts'\nexport const b = () => a"
    faults = lint([...refused, ...allowed, ['web/src/sync/cycle-b.ts', cycle]])
  })
  test.each(refused)('%s may not say: %s', (file) => {
    expect(faults.get(file)).toBeDefined()
  })
  test.each(allowed)('%s may say: %s', (file) => {
    expect(faults.get(file)).toBeUndefined()
  })
})

describe('every room', () => {
  let faults: ReturnType<typeof lint>
  let fine: ReturnType<typeof lint>
  beforeAll(() => {
    const files = (name: string, others: (room: (typeof rooms)[number]) => string[]) =>
      rooms.map((one): [string, string] => {
        const file = fileIn(one.house.in, one.room, name)
        return [file, importing(file, one.house.in, others(one))]
      })
    faults = lint(files('unseen.ts', (one) => one.unseen))
    fine = lint(files('seen.ts', (one) => one.seen))
  })
  test.each(rooms)('$house.in: $room sees what is below it and nothing else', ({ house, room, unseen }) => {
    const lines = [...new Set(faults.get(fileIn(house.in, room, 'unseen.ts')))].sort((a, b) => a - b)
    expect(lines).toEqual(unseen.map((_, index) => index + 1))
    expect(fine.get(fileIn(house.in, room, 'seen.ts'))).toBeUndefined()
  })
})

test.each(houses)('every folder of $in stands on a floor', (house) => {
  const folders = fs.readdirSync(path.join(root, house.in), { withFileTypes: true }).filter((one) => one.isDirectory())
  const named = house.floors.flat().map((room) => room.split('/')[0])
  const elsewhere = house.in === 'worker' ? ['protocol', 'test', 'dist', '.wrangler'] : []
  expect(folders.map((one) => one.name).filter((name) => !named.includes(name) && !elsewhere.includes(name))).toEqual(
    [],
  )
})

test('every folder of worker/src stands on a floor', () => {
  const named = houses[0]!.floors.flat().map((room) => room.split('/')[1])
  const all = fs.readdirSync(path.join(root, 'worker/src'), { withFileTypes: true }).map((one) => one.name)
  expect(all.filter((name) => !name.endsWith('.test.ts') && !named.includes(name))).toEqual([])
})

test('the linter has what the tables say: npm run lint:floors', async () => {
  expect(fs.readFileSync(path.join(root, '.oxlintrc.json'), 'utf8')).toBe(await withFloors())
  expect(floorOverrides().length).toBeGreaterThan(40)
})

test('the page may import values from files of the contract that bring no zod, however far away', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'edgewise-plain-'))
  folders.push(folder)
  const files = {
    'limits.ts': 'export const MOST = 1',
    'near.ts': "import { MOST } from './limits.ts'\nimport type { Id } from './ids.ts'\nexport const NEAR: Id = MOST",
    'ids.ts': "import { z } from 'zod'\nexport type Id = number",
    'far.ts': "import {\n  id,\n} from './ids.ts'\nexport const FAR = id",
    'farther.ts': "export { FAR } from './far.ts'",
    'limits.test.ts': 'export {}',
  }
  for (const [file, code] of Object.entries(files)) fs.writeFileSync(path.join(folder, file), code)
  expect(filesWithoutZod(folder)).toEqual(['limits.ts', 'near.ts'])
})
