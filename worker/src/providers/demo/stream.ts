import type { DemoAnswer } from './answer.ts'
import type { DemoCall } from './tool-use.ts'

const TOKENS_PER_SECOND = 40

/** An answer that is `quick` is spoken at once instead of at reading speed. */
export interface DemoStream extends DemoAnswer {
  prompt: string
  /** Kept whole: in Node a request's signal falls silent when the request is collected. */
  request: Request
}

/** The words as a chat-completions stream. Ends early, and stops its timer, when nobody reads it any more. */
export function demoStream({ words, call, quick, prompt, request }: DemoStream): ReadableStream<Uint8Array> {
  const tokens = demoTokens(words)
  const encoder = new TextEncoder()
  const started = Date.now()
  let sent = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const frame = (fields: Record<string, unknown>) =>
    encoder.encode(
      `data: ${JSON.stringify({ id: 'demo', object: 'chat.completion.chunk', model: 'demo', ...fields })}\n\n`,
    )
  const choice = (delta: Record<string, unknown>, finish_reason: string | null) =>
    frame({ choices: [{ index: 0, delta, finish_reason }] })

  const due = () => (quick ? 0 : started + (sent * 1000) / TOKENS_PER_SECOND - Date.now())
  const pause = (ms: number) => new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))

  return new ReadableStream<Uint8Array>({
    start(controller) {
      const abort = () => {
        clearTimeout(timer)
        controller.error(request.signal.reason)
      }
      request.signal.addEventListener('abort', abort, { once: true })
    },
    async pull(controller) {
      const ms = due()
      if (ms > 0) await pause(ms)
      if (request.signal.aborted) return
      const token = tokens[sent++]
      if (token !== undefined) return controller.enqueue(choice({ content: token }, null))
      if (call) controller.enqueue(choice({ tool_calls: [toolCall(call)] }, null))
      controller.enqueue(choice({}, call ? 'tool_calls' : 'stop'))
      controller.enqueue(frame({ choices: [], usage: demoUsage(prompt, tokens.length) }))
      controller.enqueue(encoder.encode('data: [DONE]\n\n'))
      controller.close()
    },
    cancel: () => clearTimeout(timer),
  })
}

function toolCall({ name, arguments: given }: DemoCall): Record<string, unknown> {
  const id = `call_${crypto.randomUUID().slice(0, 8)}`
  return { index: 0, id, type: 'function', function: { name, arguments: JSON.stringify(given) } }
}

/** A word with the space before it is a token here. Nothing is lost: joined they are the text again. */
export function demoTokens(words: string): string[] {
  return words.match(/\s*\S+|\s+$/g) ?? []
}

function demoUsage(prompt: string, completion_tokens: number): Record<string, number> {
  const prompt_tokens = demoTokens(prompt).length
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}
