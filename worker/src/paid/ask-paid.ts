import type { Usage } from '#protocol/usage.ts'
import { countsBoth, estimatedUsage, usageOf } from '../agent/outcome.ts'
import { withRetries, type Patience } from '../agent/retry.ts'
import { runStep } from '../agent/step.ts'
import type { StepEnd, StepSink, ToolCallEvent } from '../agent/step-end.ts'
import { counterOf, estimate } from '../agent/prompt/tokens.ts'
import type { Env } from '../env.ts'
import type { ModelRequest } from '../providers/wire.ts'
import type { Books } from './books.ts'
import { entryOf, type PaidRequest } from './paid-request.ts'
import { promptTokens } from './prompt-tokens.ts'
import { stepPorts } from './step-ports.ts'

export interface PaidPorts {
  env: Env
  books: Books
  patience: Patience
  /** Who hears the answer while it comes. */
  listener?: Partial<Listener>
}

export type Listener = Pick<StepSink, 'text' | 'reasoning' | 'settle'> & { toolCall(call: ToolCallEvent): void }

/** How a paid request ended, and what it took. `usage` is null only when nothing was taken. */
export interface PaidEnd extends StepEnd {
  text: string
  reasoning: string
  cost: string | null
}

/**
 * One answer from its request to its row in the ledger, which is booked with the prompt before the provider is asked and
 * replaced by what it took before this ends. Never throws for what a provider does. When `signal` aborts, the provider is left
 * alone at once, what the answer took by then is booked as an estimate, and the signal's reason is thrown.
 */
export async function askPaid(
  { env, books, patience, listener = {} }: PaidPorts,
  paid: PaidRequest,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<PaidEnd> {
  const answer = new AnswerSoFar(listener)
  const rough = entryOf(paid, estimatedUsage(promptTokens(request, estimate), 0), null)
  const opened = books.opened(rough)
  const ports = stepPorts(env, paid.access)
  const wait = (ms: number) => scheduler.wait(ms, { signal })
  const run = () => {
    answer.asked()
    return runStep(ports, request, signal, answer)
  }
  const tried = withRetries(run, { hasBegun: () => answer.hasBegun, wait }, patience)
  const end = await tried.catch(async (error: unknown) => {
    await opened
    const tokens = await tokensOf(request, answer)
    const usage = estimatedUsage(tokens.prompt, tokens.answer, answer.reported)
    // who hangs up pays all the same, and so does who hears nothing for too long
    if (answer.isUnderWay) await books.ended(entryOf(paid, usage, answer.cost_usd))
    else await books.canceled(rough)
    throw error
  })
  const usage = await usageTaken(end, request, answer)
  const billed = (usage?.source === 'reported' && end.billed) || usage
  const entry = billed && entryOf(paid, billed, end.cost_usd)
  await opened
  await (entry ? books.ended(entry) : books.canceled(rough))
  return { ...end, usage, cost: entry?.cost_usd ?? null, text: answer.said, reasoning: answer.thought }
}

/** What was taken is counted here only where its provider's own count doesn't come: GPT's vocabulary is a megabyte. */
async function usageTaken(end: StepEnd, request: ModelRequest, soFar: AnswerSoFar): Promise<Usage | null> {
  if (end.failure === null && end.usage && countsBoth(end.usage)) return end.usage
  return usageOf(end, { ...(await tokensOf(request, soFar)), reported: soFar.reported })
}

async function tokensOf(request: ModelRequest, soFar: AnswerSoFar) {
  const counter = await counterOf(request.model)
  const said = soFar.thought + soFar.said + soFar.called
  return { prompt: promptTokens(request, counter), answer: said === '' ? 0 : counter.count(said) }
}

/** What has come of an answer: passed on, and remembered, since it is billed by it when its provider counts nothing. */
class AnswerSoFar implements StepSink {
  said = ''
  thought = ''
  #calls = ''
  /** Calls as they are written: what there is of one that never became whole. */
  #calling = ''
  reported: Usage | null = null
  cost_usd: string | null = null
  isUnderWay = false
  readonly #listener: Partial<Listener>

  constructor(listener: Partial<Listener>) {
    this.#listener = listener
  }

  get hasBegun(): boolean {
    return this.said !== '' || this.thought !== '' || this.called !== ''
  }

  get called(): string {
    return this.#calling.length > this.#calls.length ? this.#calling : this.#calls
  }

  /** A new try: what the one before reported was of a failure. */
  asked(): void {
    this.isUnderWay = true
    this.reported = null
    this.cost_usd = null
  }

  text(text: string): void {
    this.said += text
    this.#listener.text?.(text)
  }

  reasoning(text: string): void {
    this.thought += text
    this.#listener.reasoning?.(text)
  }

  calling(text: string): void {
    this.#calling += text
  }

  toolCall(call: ToolCallEvent): void {
    this.#calls += `${call.name} ${call.arguments}`
    this.#listener.toolCall?.(call)
  }

  usage(usage: Usage, cost_usd: string | null): void {
    this.reported = usage
    this.cost_usd = cost_usd
  }

  settle(now: number): void {
    this.#listener.settle?.(now)
  }
}
