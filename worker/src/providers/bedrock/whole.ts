import type { ProviderFailure } from '#protocol/error.ts'
import type { AnswerEvents } from '../reading/answer-events.ts'
import { BedrockBlocks } from './blocks.ts'
import { bedrockException } from './failure.ts'
import { bedrockFinish } from './finish.ts'
import { bedrockBill, bedrockUsage } from './usage.ts'
import { errorFailure, providerFailure } from '../failure/failure.ts'
import { isObject, list, object, text, type Sent } from '../json.ts'
import type {
  BedrockAnswer,
  BedrockContent,
  BedrockMessage,
  BedrockOutput,
  BedrockReasoning,
  BedrockStart,
  BedrockToolUse,
  BedrockUsage,
} from './sdk-types.ts'

/** Tells a whole answer of Converse, as it comes without a stream. */
export function bedrockWhole(out: AnswerEvents, body: Sent<BedrockAnswer>): void {
  const message = object<BedrockOutput>(body.output).message
  if (!isObject<BedrockMessage>(message)) return out.fail(failureOf(body))
  const blocks = new BedrockBlocks()
  list(message.content)
    .map(object<BedrockContent>)
    .forEach((content, index) => takeBlock(out, blocks, index, content))
  if (isObject<BedrockUsage>(body.usage)) out.usage(bedrockUsage(body.usage), null, bedrockBill(body.usage))
  if (text(body.stopReason)) return bedrockFinish(out, text(body.stopReason), blocks)
  out.fail(providerFailure('provider_stream_broken', 200))
}

function takeBlock(out: AnswerEvents, blocks: BedrockBlocks, index: number, content: Sent<BedrockContent>): void {
  out.add('text', text(content.text))
  blocks.text(index, text(content.text))
  if (isObject<BedrockToolUse>(content.toolUse)) {
    blocks.start(index, content as Sent<BedrockStart>, out.chars)
    blocks.input(index, JSON.stringify(content.toolUse.input ?? {}))
  }
  const reasoning = object<BedrockReasoning>(content.reasoningContent)
  const said = object<BedrockReasoning>(reasoning.reasoningText)
  out.add('reasoning', text(said.text))
  if (isObject(content.reasoningContent)) blocks.reasoning(index, { ...said, ...reasoning })
}

function failureOf(body: Sent<BedrockAnswer>): ProviderFailure {
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
