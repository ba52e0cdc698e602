import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

/** Of each floor: a file that may not be imported from there, and one that may. */
const refused: [string, string][] = [
  ['worker/protocol/probe.ts', "import { Hono } from 'hono'"],
  ['worker/protocol/rest/probe.ts', "import type { Env } from '../../src/env.ts'"],
  ['worker/src/lib/probe.ts', "import { users } from '../db/users.ts'"],
  ['worker/src/env.ts', "import { ThreadRoom } from '../durable/thread/room.ts'"],
  ['worker/src/doors.ts', "import { ThreadRoom } from '../durable/thread/room.ts'"],
  ['worker/src/db/probe.ts', "import { authenticate } from '../auth/authenticate.ts'"],
  ['worker/src/db/probe-app.ts', "import { app } from '../app.ts'"],
  ['worker/src/providers/probe.ts', "import type { Step } from '../agent/step.ts'"],
  ['worker/src/tools/probe.ts', "import { api } from '../routes/api.ts'"],
  ['worker/src/auth/probe.ts', "import { api } from '../routes/api.ts'"],
  ['worker/src/admin/probe.ts', "import { ThreadRoom } from '../../durable/thread/room.ts'"],
  ['worker/src/agent/probe.ts', "import { users } from '../db/users.ts'"],
  ['worker/src/agent/probe-platform.ts', "import { DurableObject } from 'cloudflare:workers'"],
  ['worker/src/routes/probe.ts', "import { ThreadRoom } from '../../durable/thread/room.ts'"],
  ['worker/src/routes/probe-up.ts', "import { app } from '../app.ts'"],
  ['worker/durable/thread/probe.ts', "import { api } from '../../src/routes/api.ts'"],
  ['worker/src/app.ts', "import { ThreadRoom } from '../durable/thread/room.ts'"],
  ['worker/src/auth/probe-web.ts', "import { api } from '../../../web/src/api/client.ts'"],
  ['web/src/sync/probe.ts', "import { AppError } from '../../../worker/src/lib/error.ts'"],
  ['web/src/sync/probe-zod.ts', "import { message } from '#protocol/message.ts'"],
  ['web/src/sync/cycle-a.ts', "import { b } from './cycle-b.ts'\nexport const a = () => b"],
]
const allowed: [string, string][] = [
  ['worker/protocol/fine.ts', "import { z } from 'zod'"],
  ['worker/protocol/rest/fine.ts', "import { id } from '../ids.ts'"],
  ['worker/src/lib/fine.ts', "import type { User } from '#protocol/rest/auth.ts'"],
  ['worker/src/db/fine.ts', "import { log } from '../lib/log.ts'"],
  ['worker/src/providers/fine.ts', "import { newId } from '#protocol/ids.ts'"],
  ['worker/src/auth/fine.ts', "import { users } from '../db/users.ts'"],
  ['worker/src/agent/fine.ts', "import { provider } from '../providers/registry.ts'"],
  ['worker/src/routes/fine.ts', "import type { Member } from '../../durable/thread/room.ts'"],
  ['worker/durable/thread/fine.ts', "import { step } from '../../src/agent/step.ts'"],
  ['worker/src/index.ts', "import { ThreadRoom } from '../durable/thread/room.ts'"],
  ['web/src/sync/fine.ts', "import type { Message } from '#protocol/message.ts'"],
  ['web/src/sync/fine-values.ts', "import { MESSAGE_MAX_CHARS } from '#protocol/limits.ts'"],
]

const features = fs.readdirSync(path.join(root, 'web/src/features'))
for (const [index, feature] of features.entries()) {
  const other = features[(index + 1) % features.length]!
  refused.push([`web/src/features/${feature}/probe.ts`, `import { x } from '../${other}/x.ts'`])
  refused.push([`web/src/features/${feature}/deep/probe.ts`, `import { x } from '../../${other}/deep/x.ts'`])
  allowed.push([`web/src/features/${feature}/fine.ts`, "import { x } from '../../ui/x.ts'"])
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'edgewise-floors-'))
const faults = new Map<string, string[]>()

beforeAll(() => {
  fs.copyFileSync(path.join(root, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'))
  for (const [file, code] of [...refused, ...allowed]) write(file, code)
  write('web/src/sync/cycle-b.ts', "import { a } from './cycle-a.ts'\nexport const b = () => a")
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint')
  const args = [oxlint, '--format', 'json', '-A', 'all', '-D', 'no-restricted-imports', '-D', 'import/no-cycle']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  if (!stdout.startsWith('{')) throw new Error(`oxlint did not run: ${stdout}${stderr}`)
  for (const { filename, code } of JSON.parse(stdout).diagnostics) {
    faults.set(filename, [...(faults.get(filename) ?? []), code])
  }
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

function write(file: string, code: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  fs.writeFileSync(path.join(folder, file), `${code}\n`)
}

test.each(refused)('%s may not say: %s', (file) => {
  expect(faults.get(file)).toBeDefined()
})

test.each(allowed)('%s may say: %s', (file) => {
  expect(faults.get(file)).toBeUndefined()
})
