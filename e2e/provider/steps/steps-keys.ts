import type { ProviderId } from '#protocol/rest/providers.ts'
import type { WireName } from '../../../worker/src/providers/wire.ts'

/** A key for the model server of the tests, by the format it is asked in. */
export interface StepsKey {
  wire: Exclude<WireName, 'demo'>
  provider: ProviderId
  api?: 'chat' | 'responses'
  key: string
  region?: string
  base_url: string
}

/** One for each format. `providerUrl` is where the server takes chat completions. */
export function stepsKeys(providerUrl: string): StepsKey[] {
  const root = providerUrl.replace(/\/v1$/, '')
  const key = 'sk-of-the-tests'
  const aws = 'AKIAOFTHETESTS:secret-of-the-tests'
  return [
    { wire: 'chat', provider: 'custom', api: 'chat', key, base_url: providerUrl },
    { wire: 'responses', provider: 'custom', api: 'responses', key, base_url: providerUrl },
    { wire: 'anthropic', provider: 'anthropic', key, base_url: root },
    { wire: 'gemini', provider: 'gemini', key, base_url: `${root}/v1beta` },
    { wire: 'bedrock', provider: 'bedrock', key: aws, region: 'us-east-1', base_url: root },
    { wire: 'ollama', provider: 'ollama', key, base_url: root },
  ]
}
