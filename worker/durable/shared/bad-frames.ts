import { BAD_FRAMES_PER_MINUTE } from '#protocol/limits.ts'

const MINUTE = 60_000

/** Frames that don't parse, for each person, in memory: they are many and mean nothing later. */
export class BadFrames {
  readonly #seen = new Map<string, number[]>()

  /** Counts one; true when there were too many within a minute. */
  tooMany(userId: string, now: number): boolean {
    const recent = (this.#seen.get(userId) ?? []).filter((at) => at > now - MINUTE)
    recent.push(now)
    this.#seen.set(userId, recent)
    return recent.length > BAD_FRAMES_PER_MINUTE
  }
}
