import { inTurns } from '../../worker/src/lib/in-turns.ts'
import { compare, type LedgerResult } from './compare.ts'
import { crash, openPlace } from './place.ts'
import { plan, random, type PlannedTurn } from './plan.ts'
import { beginTurn, doTurn } from './turns.ts'

const AT_ONCE = 8

export interface LedgerRun {
  turns: number
  /** A crash after so many turns. */
  crashEvery: number
  seed: number
  say?: (words: string) => void
}

/** Turns over all formats, through refusals, stops and crashes; then the ledger against the provider's books. */
export async function runLedger({ turns, crashEvery, seed, say = () => {} }: LedgerRun): Promise<LedgerResult> {
  const place = await openPlace()
  try {
    const all = plan(turns, crashEvery, random(seed))
    for (let from = 0; from < all.length; from += crashEvery) {
      const part = all.slice(from, from + crashEvery)
      const met = part.filter((turn) => turn.fate === 'crashed')
      await inTurns(withoutCrashed(part), AT_ONCE, (turn) => doTurn(place, turn))
      const cuts = await Promise.all(met.map((turn) => beginTurn(place, turn)))
      if (met.length > 0) await crash(place)
      for (const cut of cuts) cut()
      say(`${from + part.length} of ${all.length} turns`)
    }
    return await compare(place, all)
  } finally {
    await place.close()
  }
}

function withoutCrashed(part: PlannedTurn[]): PlannedTurn[] {
  return part.filter((turn) => turn.fate !== 'crashed')
}
