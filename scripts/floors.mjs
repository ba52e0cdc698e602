// The house's floors: who may import whom. `npm run lint:floors` tells the linter.
import fs from 'node:fs'
import path from 'node:path'
import { filesWithoutZod } from './lib/files-without-zod.mjs'
import { root } from './lib/paths.mjs'

const foldersIn = (folder) =>
  fs
    .readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

/**
 * From the ground up. A room (a folder or a file) sees the floors below its own, and no neighbor. `only` narrows that
 * further.
 */
export const houses = [
  {
    in: 'worker',
    floors: [
      ['src/settings-schema.ts'],
      ['src/env.ts'],
      ['src/lib'],
      ['src/doors.ts'],
      ['src/db', 'src/providers'],
      ['src/tools'],
      ['src/auth', 'src/models', 'src/budget', 'src/admin', 'src/agent'],
      ['src/paid'],
      ['src/rooms', 'durable'],
      ['src/routes'],
      ['src/app.ts'],
      ['src/index.ts'],
    ],
    only: { 'src/agent': ['src/lib', 'src/providers', 'src/tools'] },
    // An object is reached through doors.ts, which says what may be asked of it.
    never: { 'src/routes': ['durable'], 'src/app.ts': ['durable'] },
  },
  {
    in: 'worker/durable',
    floors: [['shared'], foldersIn('worker/durable').filter((name) => name !== 'shared')],
  },
  {
    in: 'worker/durable/thread',
    floors: [
      ['store'],
      ['desk'],
      ['ledger', 'prompt'],
      ['beside', 'branch'],
      ['turn'],
      ['door'],
      ['commands.ts'],
      ['parts.ts'],
      ['life.ts', 'socket-door.ts'],
      ['room.ts'],
    ],
  },
  {
    in: 'web/src',
    floors: [
      ['lib'],
      ['api', 'ui'],
      ['state', 'sync', 'markdown'],
      ['parts'],
      ['features'],
      ['frame'],
      ['routes.tsx'],
      ['app.tsx'],
      ['main.tsx'],
    ],
    only: { state: ['lib', 'api'], sync: ['lib', 'api'], markdown: ['lib', 'ui'] },
  },
  { in: 'web/src/features', floors: [foldersIn('web/src/features')] },
  {
    in: 'web/src/features/chat',
    floors: [
      ['state', 'figures'],
      ['message', 'composer', 'banner', 'header', 'pane'],
      ['list', 'new'],
      ['watch'],
      ['thread-gone.tsx'],
      ['thread-page.tsx'],
    ],
  },
]

const worker = [{ regex: '(^|/)(web|runner)/', message: 'The Worker knows nothing of the page or the runner.' }]

/** What holds in a whole part of the repository, whatever the floor. */
export const parts = [
  { path: '', patterns: [{ regex: '(^|/)runner/', message: 'Nobody imports the runner.' }] },
  {
    path: 'worker/protocol',
    patterns: [
      { regex: '^([^.z]|z[^o]|zo[^d]|zod.)', message: 'The contract imports zod only.' },
      { regex: '(^|/)(src|durable|web|runner|e2e)/', message: 'The contract imports nobody.' },
    ],
  },
  { path: 'worker/src', patterns: worker },
  { path: 'worker/durable', patterns: worker },
  {
    path: 'worker/src/agent',
    patterns: [{ regex: '^cloudflare:', message: 'The agent runs in a plain test: nothing of the platform.' }],
  },
  {
    path: 'web/src',
    patterns: [
      {
        regex: 'worker/(src|durable|test)/|(^|/)(e2e|scripts|runner)/',
        message: 'The page imports the contract only.',
      },
      {
        group: ['?protocol/**', `!?protocol/{${filesWithoutZod().join(',')}}`],
        message: 'The page takes types from the contract, and values only from files without zod.',
        allowTypeImports: true,
      },
    ],
  },
  {
    path: 'runner/src',
    patterns: [
      { regex: 'worker/(src|durable|test)/|(^|/)(web|e2e|scripts)/', message: 'The runner imports the contract only.' },
    ],
  },
]
