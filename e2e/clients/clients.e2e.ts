import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { signUp, type Api } from '../harness/api.ts'
import { ledgerFormats } from '../ledger/formats.ts'
import type { BillScript } from '../provider/billing/script.ts'
import { startBilling, type BillingProvider } from '../provider/billing/server.ts'
import { program, run, venvs } from './python.ts'

const python = program('openai', 'python')
const llm = program('llm', 'llm')
const aider = program('aider-chat', 'aider')
if (!venvs) console.log('PYTHON_CLIENTS names no folder of virtual environments: openai, llm and aider are not tried')

let provider: BillingProvider
let ada: Api
let home: string
let v1: string
let token: string

const EDIT = 'greeting.txt\n```\nHello from the bill\n```\n'
const scripts: Record<string, Partial<BillScript>> = {
  plain: {},
  tool: { tool: true },
  told: { words: 0, text: 'It is 42.' },
  edit: { words: 0, text: EDIT },
  limited: { refusals: Array.from({ length: 99 }, () => 429) },
  down: { refusals: Array.from({ length: 99 }, () => 500) },
}

beforeAll(async () => {
  if (!venvs) return
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'edgewise-clients-'))
  provider = await startBilling()
  const billed = { input: 1000, cached: 0, written: 0, output: 50, reasoning: 0 }
  for (const [id, more] of Object.entries(scripts)) {
    provider.expect({ id, refusals: [], thoughts: 0, words: 3, gap: 0, tool: false, billed, ...more })
  }
  ada = await signUp(inject('serverUrl'))
  for (const { key_name, provider: name, api, key = 'sk-of-the-tests', region, path: at } of ledgerFormats) {
    await ada.call('POST', '/keys', { provider: name, key_name, key, base_url: provider.url + at, api, region })
  }
  token = (await ada.call<{ token: string }>('POST', '/tokens', { name: 'Python', scopes: ['v1'] })).token
  v1 = `${inject('serverUrl')}/v1`
})
afterAll(async () => {
  await provider?.close()
  if (home) fs.rmSync(home, { recursive: true, force: true })
})

test.runIf(python)(
  'openai for Python: list, answer, stream, tools, embeddings, errors',
  { timeout: 180_000 },
  async () => {
    const models = ledgerFormats.map(({ key_name, model }) => `${key_name}/${model}`)
    const env = { EDGEWISE_V1: v1, EDGEWISE_TOKEN: token, EDGEWISE_MODELS: JSON.stringify(models) }
    const { code, output } = await run(python!, [path.join(import.meta.dirname, 'openai_client.py')], env, home)
    expect(output.match(/^ok .*$/gm), output).toHaveLength(3 + 3 * models.length)
    expect(code, output).toBe(0)
  },
)

describe.runIf(llm)('llm', () => {
  const call = (args: string[], more: Record<string, string> = {}) =>
    run(llm!, args, { HOME: home, LLM_USER_PATH: path.join(home, 'llm'), ...more }, home)

  beforeAll(async () => {
    fs.mkdirSync(path.join(home, 'llm'), { recursive: true })
    const of = (id: string, model: string, extra = '') =>
      `- model_id: ${id}\n  model_name: ${model}\n  api_base: ${v1}\n  api_key_name: edgewise\n  supports_tools: true\n${extra}`
    const models = of('house', 'custom/house-model') + of('claude', 'anthropic key/claude-opus-4-1')
    fs.writeFileSync(path.join(home, 'llm', 'extra-openai-models.yaml'), models)
    expect((await call(['keys', 'set', 'edgewise', '--value', token])).code).toBe(0)
  })

  test.each(['house', 'claude'])('%s: list, answer, stream, tools', { timeout: 120_000 }, async (model) => {
    expect((await call(['models'])).output).toContain(model)
    expect(await call(['-m', model, '--no-stream', 'bill:plain'])).toMatchObject({ code: 0, output: ' w0 w1 w2\n' })
    expect(await call(['-m', model, 'bill:plain'])).toMatchObject({ code: 0, output: ' w0 w1 w2\n' })
    const tool = 'def look_up(word: str) -> str:\n    return "42, bill:told"'
    for (const stream of [[], ['--no-stream']]) {
      const told = await call(['-m', model, ...stream, '--functions', tool, 'bill:tool'])
      expect(told).toMatchObject({ code: 0, output: expect.stringContaining('It is 42.') })
    }
  })

  test('errors', { timeout: 60_000 }, async () => {
    const wrong = await call(['-m', 'house', '--key', 'ew_wrong', 'bill:plain'])
    expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('access token') })
    const down = await call(['-m', 'house', 'bill:down'])
    expect(down).toMatchObject({ code: 1, output: expect.stringContaining('502') })
  })
})

describe.runIf(aider)('aider', () => {
  const call = (key: string, ...args: string[]) => {
    const flags = ['--yes-always', '--no-git', '--no-check-update', '--analytics-disable', '--no-show-model-warnings']
    const model = ['--model', 'openai/custom/house-model', '--openai-api-base', v1, '--openai-api-key', key]
    const env = { HOME: home, LITELLM_LOCAL_MODEL_COST_MAP: 'True', TERM: 'dumb' }
    return run(aider!, [...flags, ...model, '--edit-format', 'whole', ...args, 'greeting.txt'], env, home)
  }

  test.each(['--stream', '--no-stream'])('edits a file, %s', { timeout: 180_000 }, async (stream) => {
    const file = path.join(home, 'greeting.txt')
    fs.writeFileSync(file, 'Nothing yet\n')
    const { output } = await call(token, stream, '--message', 'bill:edit')
    expect(fs.readFileSync(file, 'utf8'), output).toBe('Hello from the bill\n')
  })

  test('errors', { timeout: 180_000 }, async () => {
    const { output } = await call('ew_wrong', '--message', 'bill:plain')
    expect(output).toMatch(/AuthenticationError/)
  })
})
