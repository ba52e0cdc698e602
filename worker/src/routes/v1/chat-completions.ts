import type { AppContext } from '../http/app-env.ts'
import { AppError } from '../../lib/error.ts'
import type { ProviderFailure } from '#protocol/error.ts'
import type { ModelRequest } from '../../providers/wire.ts'
import { PROGRAM } from '../../agent/retry.ts'
import { ledger } from '../../paid/books.ts'
import { askPaid, type Listener, type PaidEnd } from '../../paid/ask-paid.ts'
import { promptTokensAtMost } from '../../paid/prompt-tokens.ts'
import { beginRequest, limitByBudget, type V1Request } from './begin-request.ts'
import { chatBody } from './chat-body.ts'
import { echoDetails } from './echo-details.ts'
import { finishOf, toolCallOf, usageShown } from './completion-parts.ts'
import { CompletionStream } from './completion-stream.ts'
import { modelRequest } from './model-request.ts'
import { readV1Body } from './read-body.ts'

/** As nginx calls it: the client closed its request. */
const GONE = 499

/** `POST /v1/chat/completions` */
export async function answerChat(c: AppContext): Promise<Response> {
  const body = await readV1Body(c, chatBody)
  const begun = await beginRequest(c, body.model, 'v1')
  const request = modelRequest(body, begun.access)
  const asked = request.options.max_tokens ?? request.max_output ?? null
  const allowed = await limitByBudget(c, begun, () => promptTokensAtMost(request), asked)
  if (allowed !== null) request.options.max_tokens = allowed
  const wantsUsage = body.stream_options?.include_usage ?? false
  const answer = body.stream ? streamed(c, begun, request, wantsUsage) : whole(c, begun, request)
  return answer.catch((error: unknown) => {
    // nobody is there to hear it any more
    if (c.req.raw.signal.aborted) return new Response(null, { status: GONE })
    throw error
  })
}

function paid(
  c: AppContext,
  begun: V1Request,
  request: ModelRequest,
  signal: AbortSignal,
  listener: Partial<Listener>,
) {
  const books = ledger(c.env.DB, c.executionCtx)
  return askPaid({ env: c.env, books, patience: PROGRAM, listener }, begun, request, signal)
}

async function whole(c: AppContext, begun: V1Request, request: ModelRequest): Promise<Response> {
  const calls: ReturnType<typeof toolCallOf>[] = []
  const work = paid(c, begun, request, c.req.raw.signal, { toolCall: (one) => void calls.push(toolCallOf(one)) })
  c.executionCtx.waitUntil(work.catch(() => undefined))
  const end = await work
  if (end.failure) throw failed(end.failure)
  return c.json({
    id: `chatcmpl-${begun.id}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: begun.name,
    choices: [{ index: 0, message: messageOf(begun, end, calls), logprobs: null, ...endOf(end) }],
    usage: usageShown(end.usage, end.cost),
  })
}

function messageOf({ access }: V1Request, end: PaidEnd, calls: unknown[]) {
  return {
    role: 'assistant',
    content: end.text === '' && calls.length > 0 ? null : end.text,
    refusal: null,
    reasoning_content: end.reasoning === '' ? undefined : end.reasoning,
    reasoning_details: echoDetails(access, end.echo),
    tool_calls: calls.length > 0 ? calls : undefined,
  }
}

/** Answers once the first token is there: a failure before it is an HTTP error. */
async function streamed(
  c: AppContext,
  begun: V1Request,
  request: ModelRequest,
  wantsUsage: boolean,
): Promise<Response> {
  const stream = new CompletionStream(begun, wantsUsage)
  c.req.raw.signal.addEventListener('abort', stream.stop)
  const work = paid(c, begun, request, stream.signal, stream)
  const told = work.then((end) => stream.end(end), stream.stop)
  c.executionCtx.waitUntil(told)
  const early = await Promise.race([stream.begun, work])
  if (early?.failure && !stream.hasBegun) throw failed(early.failure)
  return c.body(stream.body, 200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
}

export function failed(provider: ProviderFailure): AppError {
  return new AppError('ai_provider_error', provider.message, {
    provider,
    retry_after: provider.retry_after ?? undefined,
  })
}

function endOf(end: PaidEnd) {
  return { finish_reason: finishOf(end), native_finish_reason: end.native }
}
