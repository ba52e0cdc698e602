import type { Billed } from './bill.ts'

/** What one call is to be answered with. The prompt names it: `bill:ID`. */
export interface BillScript {
  id: string
  /** Statuses of the first tries, each refused with `retry-after: 0`. */
  refusals: number[]
  thoughts: number
  words: number
  /** Milliseconds between words. */
  gap: number
  tool: boolean
  /** What each later step takes: each but the last ends with a call of a sum. */
  later?: Billed[]
  /** The step whose first tries are refused; left out: any. */
  refused_step?: number
  /** Said instead of words. */
  text?: string
  billed: Billed
}

const MARK = /bill:([\w-]+)/g

export function promptOf(script: BillScript): string {
  return `Say something for bill:${script.id}`
}

/** Of the last message that names one: a conversation holds earlier ones too. */
export function scriptIdIn(body: string): string | undefined {
  return [...body.matchAll(MARK)].at(-1)?.[1]
}
