import type { Billed } from '../provider/billing/bill.ts'
import type { BillScript } from '../provider/billing/script.ts'
import { ledgerFormats, type LedgerFormat } from './formats.ts'

export type Way = 'v1' | 'v1-stream' | 'room'

/** One turn of the plan: over which format, by which way, and what befalls it. */
export interface PlannedTurn {
  format: number
  model: string
  way: Way
  fate: 'complete' | 'stopped' | 'crashed'
  script: BillScript
}

const REFUSALS = [[429], [500], [503, 529], [502]]

/** The same numbers for the same seed: a run that fails can be looked at again. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** `count` turns over all formats: one in eight is refused first, one in twelve is stopped; a crash meets a few of each `crashEvery`. */
export function plan(count: number, crashEvery: number, next: () => number): PlannedTurn[] {
  return Array.from({ length: count }, (_, at): PlannedTurn => {
    const crashed = at % crashEvery >= crashEvery - 4
    const fate = crashed ? 'crashed' : at % 12 === 11 ? 'stopped' : 'complete'
    const format = at % ledgerFormats.length
    const one = ledgerFormats[format]!
    const ways: Way[] = fate === 'stopped' ? ['v1-stream', 'room'] : ['v1', 'v1-stream', 'room']
    const way = ways[Math.floor(next() * ways.length)]!
    const model = fate === 'complete' ? one.model : one.stopped
    return { format, model, way, fate, script: scriptOf({ id: `t${at}`, format: one, fate, way }, next) }
  })
}

type Fated = Pick<PlannedTurn, 'fate' | 'way'> & { id: string; format: LedgerFormat }

function scriptOf({ id, format, fate, way }: Fated, next: () => number): BillScript {
  const upTo = (most: number) => Math.floor(next() * most)
  const isWhole = fate === 'complete'
  const billed = billedOf(format, upTo)
  const steps = isWhole && way === 'room' ? upTo(5) : 0
  const later = Array.from({ length: steps }, () => billedOf(format, upTo))
  return {
    id,
    later,
    refused_step: upTo(steps + 1),
    refusals: isWhole && next() < 1 / 8 ? REFUSALS[upTo(REFUSALS.length)]! : [],
    thoughts: format.reasoning ? upTo(4) : 0,
    // those that are to be cut short are slow
    words: isWhole ? 1 + upTo(20) : 200,
    gap: isWhole ? 0 : 50,
    tool: isWhole && steps === 0 && next() < 1 / 10,
    billed,
  }
}

function billedOf(format: LedgerFormat, upTo: (most: number) => number): Billed {
  const input = 10 + upTo(150_000)
  const cached = format.cached ? upTo(input / 2) : 0
  const written = format.written ? upTo(input / 4) : 0
  const output = 1 + upTo(8_000)
  return { input, cached, written, output, reasoning: format.reasoning ? upTo(output) : 0 }
}
