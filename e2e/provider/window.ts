import { countTokens as countGpt } from 'gpt-tokenizer/encoding/o200k_base'
import { countTokens as countOther } from 'gpt-tokenizer/encoding/r50k_base'
import { ChatStream } from './chat-stream.ts'
import type { RecordedRequest } from './request-log.ts'
import { messagesOf, refuse, type Asked } from './speech.ts'
import { word } from './script.ts'

/** A model with a window: it counts as a real one would, and refuses a prompt that leaves no room for its answer. */
export async function withWindow(
  asked: Asked,
  isGpt: boolean,
  [window = 0, count = 0, first = 0]: number[],
): Promise<void> {
  const prompt_tokens = promptTokens(asked.entry, isGpt)
  if (prompt_tokens + count > window) {
    const words = `This model's maximum context length is ${window} tokens. However, you requested ${prompt_tokens + count} tokens.`
    return refuse(asked, 400, words, 'context_length_exceeded')
  }
  const stream = new ChatStream(asked.response, asked.entry)
  await stream.tokens(count, first, 0, word)
  const text = Array.from({ length: asked.entry.tokens_sent }, (_, index) => word(index)).join('')
  const completion_tokens = (isGpt ? countGpt : countOther)(text)
  await stream.finish('stop', { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens })
}

/** As OpenAI documents it: three for each message, its role and its text, and three for the answer to begin. */
function promptTokens(entry: RecordedRequest, isGpt: boolean): number {
  const count = isGpt ? countGpt : countOther
  return messagesOf(entry).reduce((sum, { role, content }) => sum + 3 + count(String(role)) + count(String(content)), 3)
}
