import { estimatedUsage } from '../../agent/outcome.ts'
import { runStep } from '../../agent/step.ts'
import type { StepEnd, StepSink, ToolCallEvent } from '../../agent/step-end.ts'
import type { Usage } from '#protocol/usage.ts'
import { settings } from '../../lib/settings.ts'
import { registry } from '../../providers/registry.ts'
import type { ModelRequest } from '../../providers/wire.ts'
import type { AppContext } from '../http/app-env.ts'
import { letGo, openCall, payFor, type V1Call } from './call.ts'
import { patiently } from './patiently.ts'
import { promptTokens, roughPromptTokens, textTokens } from './prompt-tokens.ts'

/** How a call ended, and what it took. `usage` is null only when nothing was taken. */
export interface CallEnd extends StepEnd {
  text: string
  reasoning: string
  cost: string | null
}

/** Who hears the answer while it comes. */
export type Listener = Pick<StepSink, 'text' | 'reasoning' | 'settle'> & { toolCall(call: ToolCallEvent): void }

/**
 * One answer from its request to its row in the ledger, which is written before this ends. Never throws for what a provider
 * does. When `signal` aborts, the provider is left alone at once, and what the answer took by then is written as an estimate.
 */
export async function runCall(
  c: AppContext,
  call: V1Call,
  request: ModelRequest,
  signal: AbortSignal,
  listener: Listener,
): Promise<CallEnd> {
  const answer = new Heard(listener)
  openCall(c, call, 'v1', roughPromptTokens(request))
  const ports = portsOf(c, call)
  const wait = (ms: number) => scheduler.wait(ms, { signal })
  const step = () => {
    answer.asked()
    return runStep(ports, request, signal, answer)
  }
  const ended = patiently(step, () => answer.hasBegun, wait)
  const end = await ended.catch(async (error: unknown) => {
    if (answer.isUnderWay) await payForPart(c, call, request, answer)
    await letGo(c, call)
    throw error
  })
  const usage = await usageOf(end, request, answer)
  const cost = usage && (await payFor(c, call, 'v1', end.billed ?? usage, end.cost_usd))
  await letGo(c, call)
  return { ...end, usage, cost, text: answer.said, reasoning: answer.thought }
}

/** What was reported; an estimate where nobody reported though something came; null for a failure that took nothing. */
async function usageOf(end: StepEnd, request: ModelRequest, answer: Heard): Promise<Usage | null> {
  if (!end.failure && end.usage) return end.usage
  if (end.failure && !answer.hasBegun) return end.usage && end.usage.output_tokens > 0 ? end.usage : null
  return partOf(request, answer)
}

async function payForPart(c: AppContext, call: V1Call, request: ModelRequest, answer: Heard): Promise<void> {
  await payFor(c, call, 'v1', await partOf(request, answer), answer.reportedCost)
}

async function partOf(request: ModelRequest, answer: Heard): Promise<Usage> {
  const said = await textTokens(request.model, answer.thought + answer.said + answer.called)
  return estimatedUsage(await promptTokens(request), said, answer.reported)
}

function portsOf(c: AppContext, { access }: V1Call) {
  const { wire, credentials, provider } = access
  const silence_ms = settings(c.env).LIMIT_SILENCE_SECONDS * 1000
  return { fetch: registry[provider]!.fetch, wire, credentials, silence_ms }
}

/** Passes on what comes and remembers it. */
class Heard implements StepSink {
  said = ''
  thought = ''
  called = ''
  reported: Usage | null = null
  reportedCost: string | null = null
  isUnderWay = false
  readonly #listener: Listener

  constructor(listener: Listener) {
    this.#listener = listener
  }

  get hasBegun(): boolean {
    return this.said !== '' || this.thought !== '' || this.called !== ''
  }

  /** A new try: what the one before reported was of a failure. */
  asked(): void {
    this.isUnderWay = true
    this.reported = null
    this.reportedCost = null
  }

  text(text: string): void {
    this.said += text
    this.#listener.text(text)
  }

  reasoning(text: string): void {
    this.thought += text
    this.#listener.reasoning(text)
  }

  toolCall(call: ToolCallEvent): void {
    this.called += `${call.name} ${call.arguments}`
    this.#listener.toolCall(call)
  }

  usage(usage: Usage, cost_usd: string | null): void {
    this.reported = usage
    this.reportedCost = cost_usd
  }

  settle(): void {
    this.#listener.settle()
  }
}
