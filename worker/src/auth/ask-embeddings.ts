import { AppError } from '../lib/error.ts'
import { registry } from '../providers/registry.ts'
import type { EmbeddingRequest, Embeddings } from '../providers/wire.ts'
import { askProvider, oddAnswer } from './ask-provider.ts'
import type { OpenModel } from './model-access.ts'

const PATIENCE_MS = 60_000
/** 2,048 vectors of 1,536 numbers as text. */
const ANSWER_MAX_BYTES = 80_000_000

/** A provider's vectors for texts, one for each. Throws ai_provider_error saying what went wrong. */
export async function readEmbeddings(
  { provider, wire, credentials }: OpenModel,
  request: EmbeddingRequest,
  signal: AbortSignal,
): Promise<Embeddings> {
  const plugin = { ...registry[provider]!, wire }
  const { embeddings } = wire
  if (!embeddings) throw new AppError('unprocessable', `${plugin.name} has no embeddings.`)
  const asked = await embeddings.request(credentials, request)
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
  const body = await askProvider(plugin, asked, patience, ANSWER_MAX_BYTES)
  const found = read(() => embeddings.read(body))
  if (found.vectors.length !== request.input.length)
    throw oddAnswer(200, 'The provider sent another number of vectors.')
  return found
}

function read<Value>(reading: () => Value): Value {
  try {
    return reading()
  } catch {
    throw oddAnswer(200, 'This address did not answer with vectors.')
  }
}
