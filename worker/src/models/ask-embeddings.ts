import { AppError } from '../lib/error.ts'
import { inTurns } from '../lib/in-turns.ts'
import { RefusedRequest } from '../providers/failure/refused-request.ts'
import { registry } from '../providers/registry.ts'
import type { EmbeddingRequest, Embeddings, WireFormat } from '../providers/wire.ts'
import { askProvider, oddAnswer } from './ask-provider.ts'
import type { OpenModel } from './open-model.ts'

const PATIENCE_MS = 60_000
/** 2,048 vectors of 1,536 numbers as text. */
const ANSWER_MAX_BYTES = 80_000_000
const AT_ONCE = 4

/** A provider's vectors for texts, one for each. Throws ai_provider_error saying what went wrong. */
export async function readEmbeddings(
  { provider, wire, credentials }: OpenModel,
  request: EmbeddingRequest,
  signal: AbortSignal,
): Promise<Embeddings> {
  const plugin = { ...registry[provider], wire }
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
  const ask = async (one: EmbeddingRequest): Promise<Embeddings> => {
    const asked = await wire.embeddings!.request(credentials, one)
    return read(wire.embeddings!, await askProvider(plugin, credentials, asked, patience, ANSWER_MAX_BYTES), one)
  }
  try {
    return await ask(request).catch((error: unknown) => {
      // some models take one text at a time
      if (error instanceof RefusedRequest && request.input.length > 1) return oneByOne(request, ask)
      throw error
    })
  } catch (error) {
    if (!(error instanceof RefusedRequest)) throw error
    throw new AppError('ai_provider_error', error.failure.message, { provider: error.failure })
  }
}

async function oneByOne(request: EmbeddingRequest, ask: (one: EmbeddingRequest) => Promise<Embeddings>) {
  const all: Embeddings[] = request.input.map(() => ({ vectors: [], input_tokens: null }))
  const each = request.input.map((text, at) => ({ text, at }))
  await inTurns(each, AT_ONCE, async ({ text, at }) => {
    all[at] = await ask({ ...request, input: [text] })
  })
  const counted = all.every((one) => one.input_tokens !== null)
  const input_tokens = counted ? all.reduce((sum, one) => sum + one.input_tokens!, 0) : null
  return { vectors: all.flatMap((one) => one.vectors), input_tokens }
}

function read(embeddings: NonNullable<WireFormat['embeddings']>, body: unknown, { input }: EmbeddingRequest) {
  let found: Embeddings
  try {
    found = embeddings.read(body)
  } catch {
    throw oddAnswer(200, 'it did not answer with vectors')
  }
  if (found.vectors.length !== input.length) throw oddAnswer(200, 'it sent another number of vectors')
  return found
}
