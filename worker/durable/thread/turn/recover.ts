import type { StoredMessage, StoredStep, Turn } from '../store/rows.ts'
import type { RoomCore } from '../desk/core.ts'

/** How often a step that a crash met before its first token is begun again. */
const ATTEMPTS = 3

/**
 * What becomes of a turn that a crash met. `again`: it goes on behind its last whole step. `interrupted`: something of the next
 * step had come, which stays. `failed`: nothing had come, and it was tried often enough. An agent's turn goes on whatever had
 * come: what it had begun to say is taken back, and said anew.
 */
export function recovered(core: RoomCore, turn: Turn): 'again' | 'interrupted' | 'failed' {
  const message = core.store.message(turn.id)
  const steps = message?.steps ?? []
  if (steps.length > (turn.step ?? 0)) takeIn(core, turn, steps)
  const isPartial = message !== undefined && hasPart(message)
  const isLastTry = turn.attempts >= ATTEMPTS
  // the part is a step of its own then, and billed as one
  if (isPartial && (isLastTry || turn.mode !== 'agent')) return 'interrupted'
  // where calls of a whole step had not ended, nobody was being asked
  const wasAsked = !message?.tool_calls?.some(({ state }) => state === 'pending' || state === 'running')
  if (wasAsked || isPartial) turn.lost = (turn.lost ?? 0) + 1
  if (isLastTry) return steps.length > 0 ? 'interrupted' : 'failed'
  turn.attempts++
  if (message && isPartial) takeBack(core, message)
  return 'again'
}

/** Steps that were stored after the room's row: what they took is in no sum yet, and tries were of the step before. */
function takeIn(core: RoomCore, turn: Turn, steps: StoredStep[]): void {
  for (const { usage, cost_usd, paid } of steps.slice(turn.step)) if (usage) core.spend(paid?.billed ?? usage, cost_usd)
  Object.assign(turn, { step: steps.length, attempts: 1 })
}

/** Whether something of a step is there that has not ended. */
function hasPart({ content, reasoning = '', tool_calls = [], steps = [] }: StoredMessage): boolean {
  const last = steps.at(-1)
  const said = content.length > (last?.content_end ?? 0) || reasoning.length > (last?.reasoning_end ?? 0)
  return said || tool_calls.some(({ step }) => step >= steps.length)
}

function takeBack(core: RoomCore, message: StoredMessage): void {
  const { steps = [] } = message
  const last = steps.at(-1)
  const whole = {
    ...message,
    content: message.content.slice(0, last?.content_end ?? 0),
    reasoning: message.reasoning?.slice(0, last?.reasoning_end ?? 0),
    tool_calls: message.tool_calls?.filter(({ step }) => step < steps.length),
  }
  core.store.put(whole)
  core.emit({ type: 'message_updated', message: core.store.view(whole) })
}
