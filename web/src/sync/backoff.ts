const STEPS_S = [1, 2, 4, 8, 16] as const

/** Milliseconds before try number `attempt` (from 0): 1, 2, 4, 8, 16 s, each a fifth more or less so that rooms are not stormed. */
export function backoff(attempt: number, random = Math.random): number {
  const base = STEPS_S[Math.min(attempt, STEPS_S.length - 1)] ?? 16
  return Math.round(base * 1000 * (0.8 + 0.4 * random()))
}
