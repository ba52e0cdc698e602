import type { TurnOptions } from '../../../protocol/turn.ts'
import type { Json } from '../reading/json.ts'

/** Where servers that speak chat completions differ in what they may be asked. */
export interface Dialect {
  /** OpenAI refuses the older name for its newer models; most others know only the older. */
  maxTokens: 'max_tokens' | 'max_completion_tokens'
  reasoning(effort: NonNullable<TurnOptions['reasoning']>): Json
  /** A model whose name is OpenAI's is OpenAI's, with its rules about what goes with reasoning. */
  openAiRules: boolean
  /** Usage comes in a stream when asked for; a server that sends it anyway may refuse the question. */
  streamOptions: boolean
  callId(id: string): string
  /** Whether parts of a prompt must be marked for the model's provider to cache them. */
  marksCache(model: string): boolean
}

const common: Dialect = {
  maxTokens: 'max_tokens',
  reasoning: (effort) => ({ reasoning_effort: effort }),
  openAiRules: false,
  streamOptions: true,
  callId: (id) => id,
  marksCache: () => false,
}

/** https://platform.openai.com/docs/api-reference/chat/create */
export const openAiDialect: Dialect = { ...common, maxTokens: 'max_completion_tokens', openAiRules: true }

/** https://openrouter.ai/docs/use-cases/reasoning-tokens and https://openrouter.ai/docs/features/prompt-caching */
export const openRouterDialect: Dialect = {
  ...common,
  reasoning: (effort) => ({ reasoning: { effort } }),
  marksCache: (model) => model.startsWith('anthropic/'),
}

/** https://docs.mistral.ai/api: fields that it doesn't know are refused, and ids of calls have nine letters or digits. */
const mistral: Dialect = { ...common, streamOptions: false, callId: nineCharacters }

/** https://api-docs.deepseek.com/guides/thinking_mode, https://docs.z.ai/guides/capabilities/thinking-mode: on or off. */
const onOrOff: Dialect = { ...common, reasoning: () => ({ thinking: { type: 'enabled' } }) }

const hosts: [RegExp, Dialect][] = [
  [/(^|\.)openai\.com$|\.azure\.com$/, openAiDialect],
  [/(^|\.)openrouter\.ai$/, openRouterDialect],
  [/(^|\.)mistral\.ai$/, mistral],
  [/(^|\.)(deepseek\.com|z\.ai|bigmodel\.cn)$/, onOrOff],
]

/** What the server at this address speaks. Of one that isn't known nothing is assumed: it is sent what was asked for. */
export function dialectAt(base_url: string): Dialect {
  const host = URL.canParse(base_url) ? new URL(base_url).hostname : ''
  return hosts.find(([pattern]) => pattern.test(host))?.[1] ?? common
}

const digits = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** The same id always becomes the same, so that call and result still belong together. */
function nineCharacters(id: string): string {
  if (/^[a-zA-Z0-9]{9}$/.test(id)) return id
  let hash = 0xcbf29ce484222325n
  for (const char of id) hash = BigInt.asUintN(64, (hash ^ BigInt(char.codePointAt(0)!)) * 0x100000001b3n)
  return Array.from({ length: 9 }, (_, at) => digits[Number((hash >> BigInt(at * 7)) % 36n)]).join('')
}
