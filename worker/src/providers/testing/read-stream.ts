import type { ProviderFailure } from '#protocol/error.ts'
import type { Usage } from '#protocol/usage.ts'
import type { FinishReason, ProviderEvent, WireReader } from '../wire.ts'

/** Everything that one answer came to. */
export interface WholeAnswer {
  text: string
  reasoning: string
  tool_calls: { id: string; name: string; arguments: string }[]
  usage: Usage | null
  cost_usd: string | null
  finish: FinishReason | null
  native: string | null
  failure: ProviderFailure | null
  echo: unknown[]
  /** How many events came after the last one: 0, or something is wrong. */
  late: number
}

/** Reads a body that arrives cut at these offsets. */
export function readStream(reader: WireReader, body: Uint8Array, cuts: number[]): WholeAnswer {
  const answer: WholeAnswer = {
    text: '',
    reasoning: '',
    tool_calls: [],
    usage: null,
    cost_usd: null,
    finish: null,
    native: null,
    failure: null,
    echo: [],
    late: 0,
  }
  const emit = (event: ProviderEvent) => take(answer, event)
  let from = 0
  for (const to of [...cuts, body.length]) {
    reader.push(body.subarray(from, to), emit)
    from = to
  }
  reader.end(emit)
  return answer
}

function take(answer: WholeAnswer, event: ProviderEvent): void {
  if (answer.finish || answer.failure) answer.late++
  if (event.type === 'text') answer.text += event.text
  else if (event.type === 'reasoning') answer.reasoning += event.text
  else if (event.type === 'echo') answer.echo.push(event.item)
  else if (event.type === 'tool_call') {
    answer.tool_calls.push({ id: event.id, name: event.name, arguments: event.arguments })
  } else if (event.type === 'usage') {
    answer.usage = event.usage
    answer.cost_usd = event.cost_usd
  } else if (event.type === 'failure') answer.failure = event.failure
  else if (event.type === 'finish') {
    answer.finish = event.reason
    answer.native = event.native
  }
}

/** Ways to cut a body: not at all, in pieces of 7 bytes, and byte by byte. */
export function waysToCut(length: number): [string, number[]][] {
  return [
    ['whole', []],
    ['in pieces of 7 bytes', every(7, length)],
    ['byte by byte', every(1, length)],
  ]
}

function every(step: number, length: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil(length / step) - 1) }, (_, index) => (index + 1) * step)
}
