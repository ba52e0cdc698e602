import type { Model } from '#protocol/rest/providers.ts'
import { thinks } from './thinking.ts'
import { isObject, list, object, positive, text, type Json } from '../json.ts'

/** `GET /models`: those that answer with text. Throws when it isn't a list of models. */
export function readGeminiModels(body: unknown): Model[] {
  const rows = object(body).models
  if (!Array.isArray(rows)) throw new Error('not a list of models')
  return rows.filter(isObject).filter(talks).map(model)
}

function talks(row: Json): boolean {
  const methods = list(row.supportedGenerationMethods)
  return methods.includes('generateContent') && !/-tts|native-audio|embedding/.test(text(row.name))
}

function model(row: Json): Model {
  const id = text(row.name).replace(/^models\//, '')
  return {
    id,
    name: text(row.displayName) || id,
    context_window: positive(row.inputTokenLimit),
    max_output: positive(row.outputTokenLimit),
    abilities: abilities(row, id),
    price: null,
  }
}

/** The list tells of thinking alone; every Gemini that writes text sees images and calls functions. */
function abilities(row: Json, id: string): Model['abilities'] {
  const found: Model['abilities'] = ['streaming']
  const gemini = id.startsWith('gemini-')
  if (gemini && !id.includes('image')) found.push('tools')
  if (gemini || id.startsWith('gemma-3')) found.push('vision')
  if (row.thinking === true || (row.thinking === undefined && thinks(id))) found.push('reasoning')
  return found
}
