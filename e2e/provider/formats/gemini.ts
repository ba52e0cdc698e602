import {
  asObject,
  list,
  SIGNATURE,
  wordsOf,
  type End,
  type Format,
  type Json,
  type Said,
  type Writer,
} from './format.ts'

const reasons: Record<End, string> = { stop: 'STOP', tool_calls: 'STOP', length: 'MAX_TOKENS' }

const candidate = (parts: object[], more: object = {}, beside: object = {}) =>
  `data: ${JSON.stringify({ candidates: [{ index: 0, content: { role: 'model', parts }, ...more }], ...beside })}\r\n\r\n`

function writer(): Writer {
  /** Thoughts are signed by what follows them. */
  let signature: { thoughtSignature?: string } = {}
  const signed = (part: object) => {
    const whole = { ...part, ...signature }
    signature = {}
    return whole
  }
  return {
    begin: () => '',
    thought: (text) => candidate([{ text, thought: true }]),
    sign: () => {
      signature = { thoughtSignature: SIGNATURE }
      return ''
    },
    word: (text) => candidate([{ text }]),
    tool: ({ id, name, arguments: args }) =>
      candidate([signed({ functionCall: { ...(id !== null && { id }), name, args: asObject(args) } })]),
    end: (billed, _, how) => {
      const usageMetadata = {
        promptTokenCount: billed.input,
        cachedContentTokenCount: billed.cached,
        candidatesTokenCount: billed.output - billed.reasoning,
        thoughtsTokenCount: billed.reasoning,
        totalTokenCount: billed.input + billed.output,
      }
      return candidate([signed({ text: '' })], { finishReason: reasons[how] }, { usageMetadata })
    },
  }
}

function said({ systemInstruction, contents }: Json): Said[] {
  const parts = list(contents).flatMap(({ role, parts }) =>
    list(parts).map((part): Said => {
      const { response } = (part.functionResponse ?? {}) as { response?: Json }
      if (response) return { role: 'tool', text: String(response.output ?? response.error) }
      return { role: role === 'model' ? 'assistant' : 'user', text: wordsOf([part]) }
    }),
  )
  const { parts: system } = (systemInstruction ?? {}) as Json
  return [{ role: 'system', text: wordsOf(system) }, ...parts]
}

export const gemini: Format = {
  wire: 'gemini',
  path: /:streamGenerateContent$/,
  type: 'text/event-stream',
  writer,
  said,
}
