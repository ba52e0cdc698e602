import type { ModelRequest } from '../wire.ts'

/** The window is memory of the machine at home, reserved in advance: more than this is never asked for. */
export const OLLAMA_WINDOW_MAX = 32_768
const WINDOW_MIN = 8192
const ANSWER_TOKENS = 2048
const IMAGE_TOKENS = 1024
/** A cautious guess: below it a prompt would lose its beginning without a word. */
const CHARS_PER_TOKEN = 3

/**
 * `num_ctx`: without it Ollama cuts a prompt at its default, silently. Where the model's window is unknown it is guessed from
 * the prompt, in steps, since each other number loads the model again.
 */
export function ollamaWindow({ context_window, messages, tools, options }: ModelRequest): number {
  if (context_window) return Math.min(context_window, OLLAMA_WINDOW_MAX)
  const chars = messages.reduce((sum, message) => sum + charsOf(message.content), JSON.stringify(tools ?? []).length)
  const needed = chars / CHARS_PER_TOKEN + (options.max_tokens ?? ANSWER_TOKENS)
  let window = WINDOW_MIN
  while (window < needed && window < OLLAMA_WINDOW_MAX) window *= 2
  return window
}

function charsOf(content: ModelRequest['messages'][number]['content']): number {
  if (typeof content === 'string') return content.length
  return content.reduce(
    (sum, part) => sum + (part.type === 'text' ? part.text.length : IMAGE_TOKENS * CHARS_PER_TOKEN),
    0,
  )
}
