import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { workerBuild } from './lib/build.mjs'

test('nothing of a provider’s own client is in the Worker', async () => {
  const { metafile } = await build({ ...workerBuild, metafile: true, write: false, sourcemap: false })
  const bundled = Object.keys(metafile.inputs)
  expect(bundled.some((path) => path.endsWith('worker/src/providers/reading/sse-reader.ts'))).toBe(true)
  const clients = /node_modules\/(openai|@anthropic-ai|@google\/genai|@aws-sdk|@smithy|ollama)\//
  expect(bundled.filter((path) => clients.test(path))).toEqual([])
})
