import type { ModelOptions } from '#protocol/turn.ts'
import { openAiEffort, openAiFamily } from '../asking/openai-family.ts'
import type { ChatBody } from './sdk-types.ts'

type Effort = NonNullable<ModelOptions['reasoning']>
/** How each is asked to think. */
type Thinking = Pick<ChatBody, 'reasoning_effort' | 'reasoning' | 'thinking' | 'enable_thinking'>

/** Where servers that speak chat completions differ in what they may be asked. */
export interface Dialect {
  /** OpenAI refuses the older name for its newer models; most others know only the older. */
  maxTokens(model: string): keyof Pick<ChatBody, 'max_tokens' | 'max_completion_tokens'>
  /** Nothing for a model that would refuse to be asked. */
  reasoning(effort: Effort, model: string): Thinking
  /** Words at which to stop: some refuse them where a model reasons. */
  stops(model: string): boolean
  /** A model whose name is OpenAI's is OpenAI's, with its rules about what goes with reasoning. */
  openAiRules: boolean
  /** Usage comes in a stream when asked for; a server that sends it anyway may refuse the question. */
  streamOptions: boolean
  callId(id: string): string
  /** Whether calls go back with the signature that came with them. */
  signsCalls: boolean
  /** Words of the model's that must stand between a tool's result and a person's message, empty where none must. */
  betweenToolAndUser: string
  /** Whether parts of a prompt must be marked for the model's provider to cache them. */
  marksCache(model: string): boolean
}

const common: Dialect = {
  maxTokens: () => 'max_tokens',
  reasoning: (effort) => ({ reasoning_effort: effort }),
  stops: () => true,
  openAiRules: false,
  streamOptions: true,
  callId: fittingId,
  signsCalls: false,
  betweenToolAndUser: '',
  marksCache: () => false,
}

/** https://platform.openai.com/docs/api-reference/chat/create */
export const openAiDialect: Dialect = {
  ...common,
  maxTokens: () => 'max_completion_tokens',
  reasoning: (effort, model) => ({ reasoning_effort: openAiEffort(model, effort) }),
  openAiRules: true,
}

/** https://docs.github.com/en/github-models: OpenAI's models beside others. */
const github: Dialect = {
  ...openAiDialect,
  maxTokens: (model) => (openAiFamily(model) === 'unknown' ? 'max_tokens' : 'max_completion_tokens'),
}

/** https://openrouter.ai/docs/use-cases/reasoning-tokens and https://openrouter.ai/docs/features/prompt-caching */
export const openRouterDialect: Dialect = {
  ...common,
  reasoning: (effort) => ({ reasoning: { effort } }),
  marksCache: (model) => model.startsWith('anthropic/'),
}

/**
 * https://docs.mistral.ai/api: fields that it doesn't know are refused, ids of calls have nine letters or digits, and nobody but
 * the model may speak after a tool.
 */
const mistral: Dialect = {
  ...common,
  streamOptions: false,
  callId: nineCharacters,
  reasoning: mistralReasoning,
  betweenToolAndUser: 'I have seen the result.',
}

/** https://api-docs.deepseek.com/guides/thinking_mode, https://docs.z.ai/guides/capabilities/thinking-mode: on or off. */
const onOrOff: Dialect = { ...common, reasoning: () => ({ thinking: { type: 'enabled' } }) }

/** https://ai.google.dev/gemini-api/docs/openai and https://ai.google.dev/gemini-api/docs/thought-signatures */
const google: Dialect = { ...common, signsCalls: true }

/** https://help.aliyun.com/en/model-studio/deep-thinking, https://docs.siliconflow.com: a switch of another name. */
const enabled: Dialect = { ...common, reasoning: () => ({ enable_thinking: true }) }

/** https://docs.x.ai/docs/guides/reasoning */
const xai: Dialect = { ...common, reasoning: xaiReasoning, stops: (model) => !/^grok-(3-mini|[4-9]|code)/.test(model) }

/** https://console.groq.com/docs/reasoning */
const groq: Dialect = { ...common, reasoning: groqReasoning }

const hosts: [RegExp, Dialect][] = [
  [/(^|\.)openai\.com$|\.azure\.com$/, openAiDialect],
  [/(^|\.)(models\.github\.ai|githubcopilot\.com)$/, github],
  [/(^|\.)openrouter\.ai$/, openRouterDialect],
  [/(^|\.)mistral\.ai$/, mistral],
  [/(^|\.)(deepseek\.com|z\.ai|bigmodel\.cn)$/, onOrOff],
  [/(^|\.)(aliyuncs\.com|siliconflow\.(com|cn))$/, enabled],
  [/(^|\.)googleapis\.com$/, google],
  [/(^|\.)x\.ai$/, xai],
  [/(^|\.)groq\.com$/, groq],
]

/** What the server at this address speaks. Of one that isn't known nothing is assumed: it is sent what was asked for. */
export function dialectAt(base_url: string): Dialect {
  const host = URL.canParse(base_url) ? new URL(base_url).hostname : ''
  return hosts.find(([pattern]) => pattern.test(host))?.[1] ?? common
}

/** Magistral always thinks; Small and Medium do or don't. https://docs.mistral.ai/capabilities/reasoning */
function mistralReasoning(effort: Effort, model: string): Thinking {
  if (model.startsWith('magistral')) return {}
  return { reasoning_effort: /^mistral-(small|medium)/.test(model) ? 'high' : effort }
}

/** What a Grok is called tells whether it reasons, up to 4.20; from 4.3 on it can be told how much. */
function xaiReasoning(effort: Effort, model: string): Thinking {
  if (model.startsWith('grok-3-mini')) return { reasoning_effort: effort === 'high' ? 'high' : 'low' }
  return /^grok-([23]|4|4-.*|4\.20.*|code.*)(-|$)/.test(model) ? {} : { reasoning_effort: effort }
}

/** Others than these refuse the question, and Qwen knows no levels. */
function groqReasoning(effort: Effort, model: string): Thinking {
  if (model.includes('gpt-oss')) return { reasoning_effort: effort }
  return /qwen-?3/.test(model) ? { reasoning_effort: 'default' } : {}
}

/** OpenAI refuses ids of more characters. */
const ID_MAX_CHARS = 40

function fittingId(id: string): string {
  return id.length <= ID_MAX_CHARS ? id : `${id.slice(0, ID_MAX_CHARS - 10)}_${nineCharacters(id)}`
}

const digits = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** The same id always becomes the same, so that call and result still belong together. */
function nineCharacters(id: string): string {
  if (/^[a-zA-Z0-9]{9}$/.test(id)) return id
  let hash = 0xcbf29ce484222325n
  for (const char of id) hash = BigInt.asUintN(64, (hash ^ BigInt(char.codePointAt(0)!)) * 0x100000001b3n)
  return Array.from({ length: 9 }, (_, at) => digits[Number((hash >> BigInt(at * 7)) % 36n)]).join('')
}
