import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** A second, the default, is less than a busy machine takes. */
const poll = { timeout: 10_000 }
const testKey = Buffer.alloc(32, 7).toString('base64')

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'plain',
          include: ['{worker,web/src,scripts,e2e,bench}/**/*.test.ts'],
          exclude: ['**/*.worker.test.ts', '**/node_modules/**'],
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            main: './worker/src/index.ts',
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations('migrations'),
                ENCRYPTION_KEY: `1:${testKey}`,
                JWT_SECRET: 'a secret of the tests that is long enough to be one',
                ALLOW_PRIVATE_BASE_URLS: '1',
                LIMIT_AUTH_PER_MINUTE: '10000',
                LIMIT_API_PER_MINUTE: '100000',
                PROPERTY_RUNS: process.env.PROPERTY_RUNS ?? '25',
                LIMIT_SILENCE_SECONDS: '3',
              },
            },
          })),
        ],
        test: {
          name: 'worker',
          testTimeout: 30_000,
          expect: { poll },
          include: ['worker/**/*.worker.test.ts'],
          globalSetup: ['./e2e/provider/global-setup.ts'],
          setupFiles: ['./worker/test/setup.ts'],
        },
      },
      {
        test: {
          name: 'browser',
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: ['./e2e/harness/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll },
          // One server and one machine for all: more at once would measure their queue.
          maxWorkers: 2,
        },
      },
    ],
  },
})
