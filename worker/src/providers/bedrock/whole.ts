import type { ProviderFailure } from '#protocol/error.ts'
import type { AnswerEvents } from '../reading/answer-events.ts'
import { BedrockBlocks } from './blocks.ts'
import { bedrockException } from './failure.ts'
import { bedrockFinish } from './finish.ts'
import { bedrockBill, bedrockUsage } from './usage.ts'
import { errorFailure, providerFailure } from '../failure/failure.ts'
import { isObject, list, object, text, type Json } from '../json.ts'

/** Tells a whole answer of Converse, as it comes without a stream. */
export function bedrockWhole(out: AnswerEvents, body: Json): void {
  const message = object(body.output).message
  if (!isObject(message)) return out.fail(failureOf(body))
  const blocks = new BedrockBlocks()
  list(message.content)
    .map(object)
    .forEach((content, index) => takeBlock(out, blocks, index, content))
  if (isObject(body.usage)) out.usage(bedrockUsage(body.usage), null, bedrockBill(body.usage))
  if (text(body.stopReason)) return bedrockFinish(out, text(body.stopReason), blocks)
  out.fail(providerFailure('provider_stream_broken', 200))
}

function takeBlock(out: AnswerEvents, blocks: BedrockBlocks, index: number, content: Json): void {
  out.add('text', text(content.text))
  blocks.text(index, text(content.text))
  if (isObject(content.toolUse)) {
    blocks.start(index, content)
    blocks.input(index, JSON.stringify(content.toolUse.input ?? {}))
  }
  const reasoning = object(content.reasoningContent)
  const said = object(reasoning.reasoningText)
  out.add('reasoning', text(said.text))
  if (isObject(content.reasoningContent)) blocks.reasoning(index, { ...said, ...reasoning })
}

function failureOf(body: Json): ProviderFailure {
  const type = text(body['__type']).split('#').at(-1)!
  if (type) return bedrockException(type, text(body.message) || text(body.Message))
  return body.message || body.error ? errorFailure(200, body) : notAnAnswer()
}

function notAnAnswer(): ProviderFailure {
  return providerFailure(
    'provider_error',
    200,
    'it answered something that is no answer of Converse; is the base URL right?',
  )
}
