import { wholeChars } from '../../../src/agent/prompt/trimmed.ts'
import { withoutOutputs } from './outputs.ts'
import type { StoredMessage, StoredStep } from './rows.ts'

/** SQLite's limit for a row here is 2 MB; a row that it refused would be refused with every later write. */
const ROW_MAX_BYTES = 1_900_000
/** A text this long is within it whatever its characters are: three bytes at most for each. */
const SURELY_FITS_CHARS = 600_000
/** Of text that doesn't fit so much stays: escaped as `\u0001` a character takes six bytes. */
const KEPT_CHARS = 140_000

/**
 * A message as it is written; outputs of its calls have rows of their own. Answers are cut long before they are too long; what
 * still doesn't fit (half a million control characters) loses what nobody reads, then its calls' inputs and the rest of its text.
 */
export function rowBody(message: StoredMessage): string {
  const whole = { ...message, tool_calls: withoutOutputs(message.tool_calls) }
  const body = JSON.stringify(whole)
  if (fits(body)) return body
  const plain = JSON.stringify({ ...whole, steps: message.steps?.map(withoutEcho) })
  return fits(plain) ? plain : JSON.stringify(shortened(message))
}

function fits(body: string): boolean {
  return body.length <= SURELY_FITS_CHARS || new Blob([body]).size <= ROW_MAX_BYTES
}

function shortened(message: StoredMessage): StoredMessage {
  const content = wholeChars(message.content.slice(0, KEPT_CHARS))
  const reasoning = message.reasoning && wholeChars(message.reasoning.slice(0, KEPT_CHARS))
  const steps = message.steps?.map((step) => ({
    ...withoutEcho(step),
    content_end: Math.min(step.content_end, content.length),
    reasoning_end: Math.min(step.reasoning_end, reasoning?.length ?? 0),
  }))
  const tool_calls = withoutOutputs(message.tool_calls)?.map((call) => {
    return { ...call, at: Math.min(call.at, content.length), input: '[This input was too long to keep.]' }
  })
  return { ...message, content, reasoning, steps, tool_calls }
}

function withoutEcho(step: StoredStep): StoredStep {
  return { ...step, echo: undefined }
}
