import { newId } from '#protocol/ids.ts'
import { callMark, textMark } from '../asking/echo-order.ts'
import { list, object, text, type Json, type Sent } from '../json.ts'
import type { ResponsesOutput, ResponsesPart, ResponsesSummary } from './sdk-types.ts'

interface Item {
  kind: string
  id: string
  name: string
  arguments: string
  /** Arguments that came with its beginning: only where nothing else brings them they are the call's. */
  given: string
  text: string
  /** Length of the whole text, which is dropped once the item is complete. */
  chars: number
  thought: string
  /** The item as it ended, of those that the provider wants back. */
  whole: Sent<ResponsesOutput> | null
  phase: string
  /** Characters of the answer's text before it; null: it was only spoken of. */
  at: number | null
  done: boolean
}

/** The output items of one response, put together from their events. */
export class ResponseItems {
  #items = new Map<number, Item>()
  #size = 0

  /** `at`: characters of the answer's text so far. */
  begin(index: unknown, item: Sent<ResponsesOutput>, at: number): void {
    const known = this.#of(index)
    known.at ??= at
    this.#take(known, item)
    known.given = argumentsOf(item)
  }

  /** Each of these returns how many characters are held. */
  addText(index: unknown, words: string): number {
    this.#of(index).text += words
    return (this.#size += words.length)
  }

  addThought(index: unknown, words: string): number {
    this.#of(index).thought += words
    return (this.#size += words.length)
  }

  addArguments(index: unknown, words: string): number {
    this.#of(index).arguments += words
    return (this.#size += words.length)
  }

  /** All arguments of a call at once: some servers stream none before. Answers what of them is new. */
  endArguments(index: unknown, whole: string): string {
    const known = this.#of(index)
    if (known.arguments === whole) return ''
    const unheard = rest(known.arguments, whole)
    this.#size += whole.length - known.arguments.length
    known.arguments = whole || known.arguments
    return unheard
  }

  /** Words of which nothing was streamed: empty where some were, since what is missing then comes with the item. */
  unheard(index: unknown, words: string): string {
    const known = this.#of(index)
    return known.text || known.done ? '' : words
  }

  /** Takes the item as it ended, and tells what of its text was never streamed, and whether any of its thoughts were. */
  finish(index: unknown, item: Sent<ResponsesOutput>, at: number): { text: string; thought: string; heard: boolean } {
    const known = this.#of(index)
    known.at ??= at
    this.#take(known, item)
    known.done = true
    known.arguments = argumentsOf(item) || known.arguments
    if (known.kind === 'reasoning' && item.encrypted_content) known.whole = item
    const missed = {
      text: rest(known.text, wordsOf(item)),
      thought: rest(known.thought, thoughtsOf(item)),
      heard: known.thought !== '',
    }
    this.#size -= known.text.length + known.thought.length
    known.chars = known.text.length + missed.text.length
    known.text = known.thought = ''
    return missed
  }

  /**
   * Where an item of the last event belongs, `nth` of its kind there; null when it was told. A call is known by its id, anything
   * else by its turn: its place may differ there (some servers leave reasoning out of the last event), its kind doesn't.
   */
  placeOf(index: number, item: Sent<ResponsesOutput>, nth: number): number | null {
    const same = [...this.#items].filter(([, one]) => one.kind === item.type).sort(([one], [other]) => one - other)
    const mine = same.find(([, one]) => item.call_id && one.id === item.call_id) ?? same[nth]
    const other = mine && item.call_id && mine[1].id && mine[1].id !== item.call_id
    if (!mine || other) return this.#free(index)
    return mine[1].done ? null : mine[0]
  }

  calls(): { id: string; name: string; arguments: string; at: number }[] {
    return this.#inOrder()
      .filter(isCall)
      .map(({ id, name, arguments: args, given, at }) => ({ id, name, arguments: args || given, at: at ?? 0 }))
  }

  echo(): Json[] {
    const items = this.#inOrder().filter((one) => one.whole || one.kind === 'message' || isCall(one))
    if (!items.some((one) => one.whole || one.phase)) return []
    return items.map((one) => {
      if (one.whole) return one.whole
      return isCall(one) ? callMark(one.id) : textMark(one.chars, one.phase ? { phase: one.phase } : {})
    })
  }

  #take(known: Item, item: Sent<ResponsesOutput>): void {
    known.kind = text(item.type) || known.kind
    known.name = text(item.name) || known.name
    known.phase = text(item.phase) || known.phase
    known.id = text(item.call_id) || known.id
    if (isCall(known)) known.id ||= text(item.id) || `call_${newId()}`
  }

  #of(index: unknown): Item {
    const at = typeof index === 'number' ? index : Math.max(0, ...this.#items.keys())
    const known = this.#items.get(at)
    if (known) return known
    const item: Item = {
      kind: '',
      id: '',
      name: '',
      arguments: '',
      given: '',
      text: '',
      chars: 0,
      thought: '',
      whole: null,
      phase: '',
      at: null,
      done: false,
    }
    this.#items.set(at, item)
    return item
  }

  #free(index: number): number {
    return this.#items.has(index) ? Math.max(...this.#items.keys()) + 1 : index
  }

  #inOrder(): Item[] {
    return [...this.#items.entries()].sort(([one], [other]) => one - other).map(([, item]) => item)
  }
}

/** Calls that the provider's own tools answer have another type, or (xAI's search of X) an id that says so. */
function isCall({ kind, id }: Item): boolean {
  return (kind === 'function_call' || kind === 'custom_tool_call') && !id.startsWith('xs_call_')
}

function argumentsOf(item: Sent<ResponsesOutput>): string {
  return text(item.arguments) || text(item.input)
}

function wordsOf(item: Sent<ResponsesOutput>): string {
  if (item.type !== 'message') return ''
  const parts = list(item.content).map(object<ResponsesPart>)
  return parts.map((part) => text(part.text) || text(part.refusal)).join('')
}

function thoughtsOf(item: Sent<ResponsesOutput>): string {
  if (item.type !== 'reasoning') return ''
  const summary = list(item.summary).map((part) => text(object<ResponsesSummary>(part).text))
  return summary.length ? summary.join('\n\n') : wordsOf({ ...item, type: 'message' })
}

/** What follows what was streamed: nothing where the two differ, since what was shown can't be taken back. */
function rest(streamed: string, whole: string): string {
  return whole.startsWith(streamed) ? whole.slice(streamed.length) : ''
}
