import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll } from 'vitest'

// Storage is its own for each test file, so each file migrates its own.
beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS))
