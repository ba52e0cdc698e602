import type { Model } from '#protocol/rest/providers.ts'
import { openAiAbilities } from '../asking/openai-family.ts'
import { isObject, list, object, positive, text, type Json } from '../json.ts'

/** `GET /models` of a server that speaks the format. Each adds fields of its own about windows, abilities and prices. */
export function readChatCompletionsModels(body: unknown): Model[] {
  const rows = Array.isArray(body) ? body : (object(body).data ?? object(body).models)
  if (!Array.isArray(rows)) throw new Error('not a list of models')
  const models = rows.filter(isObject).filter(talks).map(model)
  return [...new Map(models.filter((one) => one.id).map((one) => [one.id, one])).values()]
}

const otherTypes = new Set(['embedding', 'embeddings', 'audio', 'image', 'rerank', 'moderation', 'transcribe'])

/** OpenAI lists all it has, without a word about what it is for. */
const otherNames =
  /^(text-embedding|text-moderation|omni-moderation|whisper|tts-|dall-e|gpt-image|chatgpt-image|sora|babbage|davinci|gpt-realtime|gpt-audio)|^gpt-.*-(transcribe|tts|realtime|audio|instruct)/

function talks(row: Json): boolean {
  const other = otherTypes.has(text(row.type)) || otherNames.test(text(row.id))
  return !other && object(row.capabilities).completion_chat !== false
}

function model(row: Json): Model {
  const top = object(row.top_provider)
  const meta = object(row.meta)
  const id = text(row.id) || text(row.name)
  return {
    id,
    name: text(row.display_name) || text(row.name) || id,
    context_window: positive(
      row.context_length,
      row.context_window,
      row.max_model_len,
      row.max_context_length,
      meta.n_ctx,
      meta.n_ctx_train,
    ),
    max_output: positive(top.max_completion_tokens, row.max_completion_tokens, row.max_output_tokens),
    abilities: abilities(row),
    price: price(object(row.pricing)),
  }
}

function abilities(row: Json): Model['abilities'] {
  const parameters = list(row.supported_parameters)
  const can = object(row.capabilities)
  const found: Model['abilities'] = ['streaming']
  if (parameters.includes('tools') || can.function_calling === true) found.push('tools')
  if (list(object(row.architecture).input_modalities).includes('image') || can.vision === true) found.push('vision')
  if (parameters.includes('reasoning') || can.reasoning === true) found.push('reasoning')
  return [...new Set([...found, ...openAiAbilities(text(row.id))])]
}

/** OpenRouter's dollars for one token as dollars for a million. Its -1 means "it depends", which is no price. */
function price(pricing: Json): Model['price'] {
  const input = perMillion(pricing.prompt)
  const output = perMillion(pricing.completion)
  if (input === null || output === null) return null
  return {
    input,
    cached_read: perMillion(pricing.input_cache_read),
    cache_write: perMillion(pricing.input_cache_write),
    output,
  }
}

function perMillion(value: unknown): number | null {
  const dollars = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN
  return Number.isFinite(dollars) && dollars >= 0 ? Number((dollars * 1e6).toPrecision(12)) : null
}
