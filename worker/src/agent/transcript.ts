import type { PromptMessage } from '../providers/wire.ts'

const CHARS_PER_TOKEN = 4
/** Tokens assumed when the model's window is unknown. */
const DEFAULT_WINDOW = 128_000
/** Part of the window that the prompt may fill: the answer needs the rest. */
const PROMPT_SHARE = 0.75

/**
 * The prompt: the project's instructions, then as many of the newest messages as fit, oldest first. The last message is
 * always in it. `newestFirst` is read only as far as needed, so a thread of 10,000 messages costs what its tail costs.
 */
export function transcript(
  instructions: string,
  newestFirst: Iterable<PromptMessage>,
  window: number | null,
): PromptMessage[] {
  let chars = (window ?? DEFAULT_WINDOW) * PROMPT_SHARE * CHARS_PER_TOKEN - instructions.length
  const messages: PromptMessage[] = []
  for (const message of newestFirst) {
    chars -= message.content.length
    if (chars < 0 && messages.length > 0) break
    messages.push(message)
  }
  messages.reverse()
  return instructions.trim() === '' ? messages : [{ role: 'system', content: instructions }, ...messages]
}
