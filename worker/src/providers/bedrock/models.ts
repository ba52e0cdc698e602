import type { Model } from '#protocol/rest/providers.ts'
import { reasons, seesImages, usesTools } from './family.ts'
import { isObject, list, object, text, type Json } from '../json.ts'

/** `GET /foundation-models`: those that answer by their own id. Throws when it isn't a list of models. */
export function readBedrockModels(body: unknown): Model[] {
  const rows = object(body).modelSummaries
  if (!Array.isArray(rows)) throw new Error('not a list of models')
  return rows.filter(isObject).filter(answers).map(foundation)
}

/** `GET /inference-profiles`: newer models answer only through one. */
export function readBedrockProfiles(body: unknown): Model[] {
  const rows = object(body).inferenceProfileSummaries
  if (!Array.isArray(rows)) throw new Error('not a list of inference profiles')
  return rows.filter(isObject).filter(usable).map(profile)
}

function answers(row: Json): boolean {
  const text = list(row.outputModalities)
  const inference = row.inferenceTypesSupported
  const lasts = object(row.modelLifecycle).status
  return (
    (text.length === 0 || text.includes('TEXT')) &&
    (!Array.isArray(inference) || inference.includes('ON_DEMAND')) &&
    (lasts === undefined || lasts === 'ACTIVE' || lasts === 'LEGACY') &&
    // Context of one size more, bought in advance: `amazon.titan-…:0:8k`.
    !/:\d+:\w+k$/.test(String(row.modelId))
  )
}

function foundation(row: Json): Model {
  const id = text(row.modelId)
  const maker = text(row.providerName)
  const name = text(row.modelName) || id
  const sees = list(row.inputModalities).includes('IMAGE')
  return model(
    id,
    maker && !name.startsWith(maker) ? `${maker} ${name}` : name,
    sees,
    row.responseStreamingSupported !== false,
  )
}

const noText = /embed|image|canvas|reel|sonic|rerank|stable|upscale|inpaint|outpaint|pegasus|marengo|video/

function usable(row: Json): boolean {
  const arn = text(object(list(row.models)[0]).modelArn)
  return (
    text(row.inferenceProfileId) !== '' && row.status !== 'INACTIVE' && !noText.test(`${arn} ${row.inferenceProfileId}`)
  )
}

/** A profile of one's own has an id that says nothing: which model it is stands in its ARN. */
function profile(row: Json): Model {
  const own = row.type === 'APPLICATION'
  const id = own ? text(row.inferenceProfileArn) : text(row.inferenceProfileId)
  const behind = text(object(list(row.models)[0]).modelArn)
    .split('/')
    .at(-1)!
  const named = model(own ? behind : id, text(row.inferenceProfileName) || id, seesImages(behind || id), true)
  return { ...named, id }
}

function model(id: string, name: string, sees: boolean, streams: boolean): Model {
  const abilities: Model['abilities'] = streams ? ['streaming'] : []
  if (usesTools(id)) abilities.push('tools')
  if (sees) abilities.push('vision')
  if (reasons(id)) abilities.push('reasoning')
  return { id, name, context_window: null, max_output: null, abilities, price: null }
}
