import type { Timing } from '#protocol/timing.ts'

/** How long an answer takes, from its first request on; a request that was tried again before its first word counts anew. */
export class Stopwatch {
  #askedAt = Date.now()
  readonly #firstAt: { text: number | null; reasoning: number | null } = { text: null, reasoning: null }

  asked(): void {
    const { text, reasoning } = this.#firstAt
    if (text === null && reasoning === null) this.#askedAt = Date.now()
  }

  heard(kind: 'text' | 'reasoning'): void {
    this.#firstAt[kind] ??= Date.now()
  }

  timing(): Timing {
    const { text, reasoning } = this.#firstAt
    const first = reasoning === null ? text : Math.min(reasoning, text ?? reasoning)
    return {
      first_token_ms: first === null ? null : first - this.#askedAt,
      reasoning_ms: reasoning === null ? null : Math.max(0, (text ?? Date.now()) - reasoning),
      duration_ms: Date.now() - this.#askedAt,
    }
  }
}
