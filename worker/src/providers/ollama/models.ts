import type { ListResponse, ModelDetails, ModelResponse, ShowResponse } from 'ollama'
import type { Model } from '#protocol/rest/providers.ts'
import { isObject, list, object, positive, text, type Json, type Sent } from '../json.ts'
import { OLLAMA_WINDOW_MAX } from './window.ts'

/** `GET /api/tags`: names alone. Throws when it isn't a list of models. */
export function readOllamaModels(body: unknown): Model[] {
  const rows = object<ListResponse>(body).models
  if (!Array.isArray(rows)) throw new Error('not a list of models')
  return rows
    .filter(isObject<ModelResponse>)
    .filter(talks)
    .map(model)
}

/** Families of models that make embeddings and nothing else. */
const silent = /bert|^clip$/i

function talks(row: Sent<ModelResponse>): boolean {
  const { family } = object<ModelDetails>(row.details)
  return !silent.test(text(family)) && !/embed/i.test(text(row.name))
}

function model(row: Sent<ModelResponse>): Model {
  const id = text(row.model) || text(row.name)
  const size = text(object<ModelDetails>(row.details).parameter_size)
  return {
    id,
    name: size ? `${id} (${size})` : id,
    context_window: null,
    max_output: null,
    abilities: ['streaming'],
    price: null,
  }
}

/**
 * `POST /api/show` of one model: what it can, and how much it reads. The window is the model's own or 32,768 tokens, whichever
 * is less, since that much will be asked for (`num_ctx`).
 */
export function readOllamaDetails(body: unknown, model: Model): Model {
  const shown = object<ShowResponse>(body)
  const can = list(shown.capabilities)
  const abilities: Model['abilities'] = ['streaming']
  if (can.includes('tools')) abilities.push('tools')
  if (can.includes('vision')) abilities.push('vision')
  if (can.includes('thinking')) abilities.push('reasoning')
  const window = windowOf(object(shown.model_info))
  return { ...model, abilities, context_window: window === null ? null : Math.min(window, OLLAMA_WINDOW_MAX) }
}

/** The name in front of `.context_length` is the architecture's. */
function windowOf(info: Json): number | null {
  const found = Object.keys(info).find((key) => key.endsWith('.context_length'))
  return found ? positive(info[found]) : null
}
