import type { Key } from '#protocol/rest/keys.ts'
import { recordedCases, type RecordedCase } from '../../worker/src/providers/testing/recorded-cases.ts'
import { noAnswers, unmet } from '../../worker/src/providers/testing/recorded-expectations.ts'
import type { Api } from '../harness/api.ts'
import type { Cut } from '../provider/replay.ts'

/** The recorded answers that a whole server can be shown. */
export const cases = recordedCases().filter((one) => !noAnswers.has(one.api) && one.status !== null && !unmet[one.name])

/** A key for each interface that was recorded. */
const keys: Record<string, { provider: string; api?: string; key?: string; region?: string }> = {
  'anthropic.messages': { provider: 'anthropic' },
  'openai.chat': { provider: 'custom', api: 'chat' },
  'openai.responses': { provider: 'custom', api: 'responses' },
  'gemini.generateContent': { provider: 'gemini' },
  'bedrock.converse': { provider: 'bedrock', key: 'AKIAOFTHETESTS:secret-of-the-tests', region: 'us-east-1' },
  'bedrock.converseStream': { provider: 'bedrock', key: 'AKIAOFTHETESTS:secret-of-the-tests', region: 'us-east-1' },
  'ollama.chat': { provider: 'ollama' },
}

/** Interfaces that were recorded and have no key here: there should be none. */
export function apisWithoutKey(): string[] {
  return [...new Set(cases.map((one) => one.api))].filter((api) => !keys[api])
}

/** Gives somebody a key for each interface, named after it, all leading to the same place. */
export async function addRecordedKeys(api: Api, base_url: string): Promise<Record<string, Key>> {
  const made: Record<string, Key> = {}
  for (const [key_name, key] of Object.entries(keys)) {
    made[key_name] = await api.call('POST', '/keys', { key: 'sk-of-the-tests', ...key, key_name, base_url })
  }
  return made
}

/** All of them with `RECORDED_CUTS=all`: minutes. The readers alone are tested with every cut, always. */
export function cutsOf(one: RecordedCase): Cut[] {
  // what is refused is tried again, with waits: once is enough
  if (one.status! >= 400) return ['whole']
  const hints = one.split_hints.map((at): Cut => `at-${at}`)
  return process.env.RECORDED_CUTS === 'all' ? ['whole', 'every-7', ...hints] : ['whole', hints[0] ?? 'every-997']
}
