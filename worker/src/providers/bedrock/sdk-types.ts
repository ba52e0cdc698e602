import type {
  CacheDetail,
  ContentBlock,
  ContentBlockDelta,
  ContentBlockDeltaEvent,
  ContentBlockStart,
  ContentBlockStartEvent,
  ConverseOutput,
  ConverseResponse,
  ConverseStreamMetadataEvent,
  ConverseStreamOutput,
  ConverseStreamRequest,
  ImageBlock,
  MessageStopEvent,
  ReasoningContentBlock,
  ReasoningContentBlockDelta,
  ReasoningTextBlock,
  StopReason,
  SystemContentBlock,
  TokenUsage,
  ToolChoice,
  ToolSpecification,
  ToolUseBlock,
  ToolUseBlockDelta,
  ToolUseBlockStart,
} from '@aws-sdk/client-bedrock-runtime'
import type { InJson, NameIn, Without } from '../json.ts'

/** AWS's own words for what is asked and answered, as they stand in JSON. Only types: no byte of its package is bundled. */

export interface BedrockBody extends InJson<Without<ConverseStreamRequest, 'modelId' | 'messages' | 'system'>> {
  messages: BedrockMessage[]
  system?: InJson<SystemContentBlock>[]
}
export interface BedrockMessage {
  role: 'user' | 'assistant'
  content: BedrockContent[]
}
export type BedrockContent = InJson<ContentBlock>
/** These two stand in messages and in results of tools. */
export type BedrockText = Pick<ContentBlock.TextMember, 'text'>
export type BedrockImage = InJson<Pick<ContentBlock.ImageMember, 'image'>>
export type BedrockImageFormat = NonNullable<ImageBlock['format']>
export type BedrockToolChoice = InJson<ToolChoice>
export type BedrockToolSpec = InJson<ToolSpecification>

/** What stands in the payload of each kind of event. */
export type BedrockEvent =
  ContentBlockStartEvent | ContentBlockDeltaEvent | MessageStopEvent | ConverseStreamMetadataEvent | MoreOfException
export type BedrockEventName = NameIn<ConverseStreamOutput>

/** An exception, whose words have three names. */
interface MoreOfException {
  message: unknown
  Message: unknown
  originalMessage: unknown
}

export type BedrockStart = ContentBlockStart
export type BedrockDelta = ContentBlockDelta
export type BedrockToolUse = ToolUseBlockStart | ToolUseBlockDelta | ToolUseBlock
export type BedrockReasoning = ReasoningContentBlockDelta | ReasoningContentBlock | ReasoningTextBlock
export type BedrockAnswer = ConverseResponse | ConverseFailure
export type BedrockOutput = ConverseOutput
interface ConverseFailure {
  __type: unknown
  message: unknown
  Message: unknown
  error: unknown
}

/** `refusal` is a Claude's own. */
export type BedrockStop = StopReason | 'refusal'

export type BedrockUsage = TokenUsage | OlderUsage
export type BedrockCacheDetail = CacheDetail
interface OlderUsage {
  cacheReadInputTokenCount: unknown
  cacheWriteInputTokenCount: unknown
}
