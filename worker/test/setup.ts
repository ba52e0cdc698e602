import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll } from 'vitest'
import { priceList } from '../src/providers/prices/prices.ts'

// Storage is its own for each test file, so each file migrates its own.
beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS))

// The bundle evaluates a module that is imported late at once; here its import is a request of its own to the test runner,
// which a room must not wait for.
beforeAll(async () => void (await priceList()))
