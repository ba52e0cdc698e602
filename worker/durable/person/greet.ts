import type { MeEstablished, PersonEvent, PersonNotice } from '#protocol/person-down.ts'
import { PROTOCOL_VERSION } from '#protocol/version.ts'
import type { Standing } from '../../src/db/standing.ts'
import type { Events } from '../shared/events.ts'

/**
 * The first frames of a socket (P2): how everything stood at seq `since`, when D1 was asked, and what was told after `after`, or
 * after `since` where the log doesn't reach back that far. Called in one synchronous block with going live.
 */
export function greet(
  { seq, log }: Events<PersonEvent, PersonNotice>,
  standing: Standing,
  after: number | null,
  since: number,
): string[] {
  const missed = (from: number) => (from < seq ? log.after(from) : null)
  const isKnown = after !== null && after <= since && (after === seq || missed(after) !== null)
  const replay = missed(isKnown ? after : since)
  const first: MeEstablished = {
    type: 'me_established',
    timestamp: new Date().toISOString(),
    protocol_version: PROTOCOL_VERSION,
    seq,
    replay_from: replay?.from,
    ...standing,
  }
  return [JSON.stringify(first), ...(replay?.frames ?? [])]
}
