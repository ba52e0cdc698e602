import { z } from 'zod'
import type { Usage } from '#protocol/usage.ts'
import { readEmbeddings } from '../../models/ask-embeddings.ts'
import type { EmbeddingRequest } from '../../providers/wire.ts'
import { toBase64 } from '../../lib/base64.ts'
import type { AppContext } from '../http/app-env.ts'
import { estimatedUsage } from '../../agent/outcome.ts'
import { counterOf } from '../../agent/prompt/tokens.ts'
import { ledger } from '../../paid/books.ts'
import { entryOf } from '../../paid/paid-request.ts'
import { beginRequest, limitByBudget, type V1Request } from './begin-request.ts'
import { usageShown } from './completion-parts.ts'
import { invalidField } from './openai-error.ts'
import { readV1Body } from './read-body.ts'

const INPUTS_MAX = 2048
const texts = z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(INPUTS_MAX)], {
  error: `must be a text, or up to ${INPUTS_MAX} of them; none empty, and no token numbers`,
})

/** https://platform.openai.com/docs/api-reference/embeddings/create */
const embeddingsBody = z.object({
  model: z.string({ error: 'must be PROVIDER/MODEL or KEY_NAME/MODEL' }).min(1).max(300),
  input: texts,
  dimensions: z.int().positive().nullish(),
  encoding_format: z.enum(['float', 'base64']).nullish(),
})

/** `POST /v1/embeddings` */
export async function answerEmbeddings(c: AppContext): Promise<Response> {
  const body = await readV1Body(c, embeddingsBody)
  const begun = await beginRequest(c, body.model, 'embeddings')
  const input = typeof body.input === 'string' ? [body.input] : body.input
  const { provider, wire, model } = begun.access
  if (!wire.embeddings) throw invalidField('model', `${provider} has no embeddings`)
  const tokens = (await counterOf(model)).count(input.join('\n'))
  await limitByBudget(c, begun, async () => tokens, 0)
  const request: EmbeddingRequest = { model, input, dimensions: body.dimensions ?? undefined }
  const work = paidEmbeddings(c, begun, request, tokens)
  c.executionCtx.waitUntil(work.catch(() => undefined))
  const { found, usage, cost } = await work
  const vector = (values: number[]) => (body.encoding_format === 'base64' ? packed(values) : values)
  return c.json({
    object: 'list',
    data: found.vectors.map((values, index) => ({ object: 'embedding', index, embedding: vector(values) })),
    model: begun.name,
    usage: usageShown(usage, cost),
  })
}

async function paidEmbeddings(c: AppContext, begun: V1Request, request: EmbeddingRequest, estimated: number) {
  const books = ledger(c.env.DB, c.executionCtx)
  const rough = entryOf(begun, estimatedUsage(estimated, 0), null)
  const opened = books.opened(rough)
  const { signal } = c.req.raw
  const found = await readEmbeddings(begun.access, request, signal).catch(async (error: unknown) => {
    await opened
    // who hangs up pays all the same
    await (signal.aborted ? books.ended(rough) : books.canceled(rough))
    throw error
  })
  const usage = usageOf(found.input_tokens, estimated)
  const entry = entryOf(begun, usage, null)
  await opened
  await books.ended(entry)
  return { found, usage, cost: entry.cost_usd }
}

function usageOf(input_tokens: number | null, estimated: number): Usage {
  const tokens = input_tokens ?? estimated
  const nothing = { cached_read_tokens: 0, cache_write_tokens: 0, output_tokens: 0, reasoning_tokens: 0 }
  const source = input_tokens === null ? 'estimated' : 'reported'
  return { ...nothing, input_tokens: tokens, total_tokens: tokens, source }
}

/** 32-bit floats, little-endian, as OpenAI's clients ask for and unpack. */
function packed(values: number[]): string {
  const view = new DataView(new ArrayBuffer(values.length * 4))
  values.forEach((value, at) => view.setFloat32(at * 4, value, true))
  return toBase64(new Uint8Array(view.buffer))
}
