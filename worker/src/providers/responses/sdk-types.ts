import type {
  Response,
  ResponseCreateParamsStreaming,
  ResponseInputItem,
  ResponseOutputItem,
  ResponseOutputRefusal,
  ResponseOutputText,
  ResponseReasoningItem,
  ResponseStreamEvent,
  ResponseUsage,
} from 'openai/resources/responses/responses'

/** OpenAI's own words for what is asked and answered. Only types: no byte of its package is bundled. */

export type ResponsesBody = ResponseCreateParamsStreaming
export type ResponsesInput = ResponseInputItem
export type ResponsesOutput = ResponseOutputItem
export type ResponsesPart = ResponseOutputText | ResponseOutputRefusal
export type ResponsesSummary = ResponseReasoningItem.Summary
export type ResponsesUsage = ResponseUsage

/** An event of a stream, or the whole answer of a server that doesn't stream. */
export type ResponsesEvent = ResponseStreamEvent | ResponsesAnswer | MoreEvents
export type ResponsesAnswer = Response
export type ResponsesIncomplete = Response.IncompleteDetails
/** Ends by other names, as some servers tell them. */
interface MoreEvents {
  type: 'response.done' | 'response.cancelled' | 'response.error'
  error: unknown
}
