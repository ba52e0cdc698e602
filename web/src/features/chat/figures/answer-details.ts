import type { Message, Step } from '#protocol/message.ts'
import type { Usage } from '#protocol/usage.ts'
import { plural, whole } from '../../../lib/numbers.ts'
import { costWords, isEstimated, tookMs } from './answer-figures.ts'

export interface Fact {
  name: string
  value: string
  /** A part of the line above it. */
  part?: boolean
}

/** Everything that is known about what an answer took. `provider` and `model` are their names. */
export function answerDetails(message: Message, provider: string, model: string): Fact[] {
  const { usage } = message
  return [
    { name: 'Model', value: model },
    { name: 'Provider', value: message.provider === 'custom' ? 'OpenAI-compatible server' : provider },
    ...(usage ? tokenFacts(usage) : []),
    ...costFacts(message),
    ...stepFacts(message),
    ...timeFacts(message),
    ...(usage ? [{ name: 'Tokens are', value: sourceWords(usage.source, provider) }] : []),
  ]
}

function tokenFacts(usage: Usage): Fact[] {
  const { input_tokens, cached_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens } = usage
  const about = (count: number) => (isEstimated(usage) ? `about ${whole(count)}` : whole(count))
  const part = (name: string, count: number): Fact[] => (count > 0 ? [{ name, value: about(count), part: true }] : [])
  const cached = cached_read_tokens + cache_write_tokens > 0
  return [
    { name: 'Tokens in', value: about(input_tokens) },
    ...(cached ? part('new', input_tokens - cached_read_tokens - cache_write_tokens) : []),
    ...part('from cache', cached_read_tokens),
    ...part('written to cache', cache_write_tokens),
    { name: 'Tokens out', value: about(output_tokens) },
    ...part('of which reasoning', reasoning_tokens),
  ]
}

/** To the sixth place: what a bill is made of. */
function costFacts(message: Message): Fact[] {
  const words = exactCost(message)
  return words ? [{ name: 'Cost', value: words }] : []
}

function exactCost(message: Parameters<typeof costWords>[0]): string | null {
  const { cost_usd, provider, usage } = message
  const exact = provider !== 'demo' && cost_usd && Number(cost_usd) > 0
  const words = exact ? `${isEstimated(usage) ? 'about ' : ''}$${places(cost_usd)}` : costWords(message)
  return words === 'no cost' ? 'free' : words
}

/** A line for each request to the model, where there were several. */
function stepFacts({ steps = [], provider }: Message): Fact[] {
  if (steps.length < 2) return []
  return [
    { name: 'Steps', value: whole(steps.length) },
    ...steps.map((step, at) => ({ name: `step ${at + 1}`, value: stepWords(step, provider), part: true })),
  ]
}

function stepWords({ usage, cost_usd, finish_reason }: Step, provider: string | undefined): string {
  const about = isEstimated(usage ?? undefined) ? 'about ' : ''
  const tokens = usage && `${about}${whole(usage.input_tokens)} in, ${whole(usage.output_tokens)} out`
  const cost = usage && exactCost({ provider, cost_usd, usage })
  return [tokens, cost, endWords[finish_reason ?? 'cut']].filter(Boolean).join(' · ')
}

const endWords: Record<NonNullable<Step['finish_reason']> | 'cut', string> = {
  stop: 'finished',
  length: 'reached its length limit',
  tool_calls: 'called tools',
  content_filter: 'cut by a filter',
  cut: 'broken off',
}

function places(usd: string): string {
  const [dollars = '0', rest = ''] = usd.split('.')
  const text = rest.replace(/0+$/, '').padEnd(2, '0')
  return `${Number(dollars).toLocaleString('en-US')}.${text}`
}

function timeFacts(message: Message): Fact[] {
  const { timing, usage, steps = [] } = message
  const took = tookMs(message)
  const facts: Fact[] = []
  if (typeof timing?.first_token_ms === 'number')
    facts.push({ name: 'First token after', value: seconds(timing.first_token_ms) })
  if (typeof timing?.reasoning_ms === 'number') facts.push({ name: 'Thought for', value: seconds(timing.reasoning_ms) })
  // between several steps it waited for tools, and for the model to begin again
  const speed = usage && timing && steps.length < 2 ? tokensPerSecond(usage.output_tokens, timing) : undefined
  if (speed !== undefined)
    facts.push({ name: 'Speed', value: `${isEstimated(usage) ? 'about ' : ''}${plural(speed, 'token')}/s` })
  if (took !== undefined) facts.push({ name: 'Took', value: seconds(took) })
  return facts
}

/** From the first token to the last; undefined where that was too short to mean anything. */
function tokensPerSecond(count: number, { first_token_ms, duration_ms }: NonNullable<Message['timing']>) {
  const writing = duration_ms - (first_token_ms ?? 0)
  return count > 1 && writing >= 50 && first_token_ms !== null ? Math.round((count * 1000) / writing) : undefined
}

/** 0.81 s, 14.1 s, 75 s. */
function seconds(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)} s`
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${whole(Math.round(ms / 1000))} s`
}

function sourceWords(source: Usage['source'], provider: string): string {
  if (source === 'reported') return `reported by ${provider.replace(/^The /, 'the ')}`
  return source === 'counted' ? 'counted here' : 'estimated here'
}
