import { bedrockBody } from './body.ts'
import { bedrockEmbeddingBody, readBedrockEmbeddings } from './embeddings.ts'
import { bedrockFailure } from './failure.ts'
import { readBedrockModels, readBedrockProfiles } from './models.ts'
import { BedrockReader } from './reader.ts'
import { bedrockAddress, bedrockRequest } from './sign.ts'
import type { Credentials, WireFormat } from '../wire.ts'

/**
 * AWS Bedrock's ConverseStream: signed requests, answers in frames of their own.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html
 * `now` is what a signature is dated with.
 */
export function bedrock(now: () => Date = () => new Date()): WireFormat {
  const post = (credentials: Credentials, model: string, action: string, body: object, accept: string) =>
    bedrockRequest(
      credentials,
      {
        method: 'POST',
        url: `${bedrockAddress(credentials)}/model/${encodeURIComponent(model.toWellFormed())}/${action}`,
        body: JSON.stringify(body),
        headers: { accept },
      },
      now(),
    )
  const get = (credentials: Credentials, path: string) =>
    bedrockRequest(credentials, { method: 'GET', url: `${controlAddress(credentials)}${path}` }, now())
  return {
    name: 'bedrock',
    request: async (credentials, request) =>
      post(credentials, request.model, 'converse-stream', bedrockBody(request), 'application/vnd.amazon.eventstream'),
    reader: () => new BedrockReader(),
    failure: bedrockFailure,
    models: (credentials) => get(credentials, '/foundation-models?byOutputModality=TEXT'),
    readModels: readBedrockModels,
    moreModels: {
      request: (credentials) => get(credentials, '/inference-profiles?maxResults=1000'),
      read: readBedrockProfiles,
    },
    embeddings: {
      request: async (credentials, request) =>
        post(credentials, request.model, 'invoke', bedrockEmbeddingBody(request), 'application/json'),
      read: readBedrockEmbeddings,
    },
  }
}

/** AWS lists models on another host than the one that runs them; whoever stands in its place has one address for both. */
function controlAddress(credentials: Credentials): string {
  return bedrockAddress(credentials).replace(
    /^(https?:\/\/bedrock)-runtime((?:-fips)?\.[a-z0-9-]+\.amazonaws\.)/,
    '$1$2',
  )
}
