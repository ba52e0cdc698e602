import { takesPrefill } from '../claude/claude.ts'
import { claudeVersion } from '../claude/version.ts'

/** Whose model it is decides what Bedrock may be asked of it. Ids carry a region's prefix (`us.`, `global.`) or are ARNs. */
export type BedrockFamily = 'claude' | 'nova' | 'nova2' | 'gpt-oss' | 'other'

export function bedrockFamily(model: string): BedrockFamily {
  if (/anthropic\.claude/.test(model)) return 'claude'
  if (/amazon\.nova-2/.test(model)) return 'nova2'
  if (/amazon\.nova/.test(model)) return 'nova'
  return /openai\.gpt-oss/.test(model) ? 'gpt-oss' : 'other'
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html: the oldest Claude models refuse the mark. */
export function takesCachePoints(model: string): boolean {
  if (/claude-(v2|instant|3-(sonnet|haiku|opus)-|3-5-sonnet-20240620)/.test(model)) return false
  return ['claude', 'nova', 'nova2'].includes(bedrockFamily(model))
}

/** Whether it goes on with an answer that was begun: most want a user to speak last. */
export function goesOn(model: string): boolean {
  const family = bedrockFamily(model)
  return family === 'claude' ? takesPrefill(model) : family === 'nova' || family === 'nova2'
}

export function seesImages(model: string): boolean {
  return /claude-(3|[a-z]+-\d)|nova-(lite|pro|premier|2)|llama4|llama3-2-(11|90)b|pixtral|mistral-large-3|gemma-3|qwen3-vl/.test(
    model,
  )
}

export function usesTools(model: string): boolean {
  return /claude-(3|[a-z]+-\d)|amazon\.nova-(micro|lite|pro|premier|2)|llama(3-[1-9]|4)|mistral-large|pixtral|command-r|jamba-1-5|gpt-oss|qwen3|deepseek\.v|minimax|kimi|glm/.test(
    model,
  )
}

export function reasons(model: string): boolean {
  if (bedrockFamily(model) === 'claude') return claudeVersion(model) >= 3.7
  return /amazon\.nova-2|gpt-oss|deepseek\.r1|deepseek\.v3|thinking/.test(model)
}
