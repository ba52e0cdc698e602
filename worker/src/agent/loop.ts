import type { StepEnd } from './step-end.ts'

/** What a turn does, one thing at a time, as the loop needs it. Each throws when the turn was stopped meanwhile. */
export interface LoopPorts<Call, Wait> {
  /** Plans a step and sets aside what it may take. Not null: it can't begin yet, and for what it waits. */
  plan(step: number, isLast: boolean): Promise<Wait | null>
  /** Asks the model, again where that helps. Never throws for what a provider does: that is in `failure`. */
  ask(step: number): Promise<StepEnd>
  /**
   * A step is whole: takes it in, so that a crash goes on behind it, and answers its calls that are to be run. `goesOn`: false
   * for the turn's last step, whose calls nobody runs.
   */
  store(step: number, end: StepEnd, goesOn: boolean): Call[]
  /** Runs a tool call to its end, whatever that is. Not null: it waits, and the turn with it. */
  runTool(call: Call): Promise<Wait | null>
}

export interface LoopStart<Call> {
  /** How many steps are whole. */
  step: number
  /** Calls of the last whole step that have not ended. */
  calls: Call[]
  /** How many tools are offered. With none a model that calls one all the same has ended its turn. */
  tools: number
}

export type LoopEnd<Wait> = { end: StepEnd; waits: null } | { end: null; waits: Wait }

/** Requests of one turn. The last one may call nothing any more, so that its model says what it has. */
export const STEPS_MAX = 25

/** A turn: step after step, the tools that each calls in between, until its model calls no more, or has to wait. */
export async function runLoop<Call, Wait>(
  ports: LoopPorts<Call, Wait>,
  start: LoopStart<Call>,
): Promise<LoopEnd<Wait>> {
  let { calls } = start
  for (let step = start.step; ; step++) {
    for (const call of calls) {
      const waits = await ports.runTool(call)
      if (waits) return { end: null, waits }
    }
    const isLast = step >= STEPS_MAX - 1
    const waits = await ports.plan(step, isLast)
    if (waits) return { end: null, waits }
    const end = await ports.ask(step)
    const goesOn = !isLast && start.tools > 0 && callsTools(end)
    calls = ports.store(step, end, goesOn)
    if (!goesOn) return { end, waits: null }
  }
}

/** Whether a step ended so that its calls can be run: a call that was cut off, or of a step that failed, is nobody's wish. */
export function callsTools({ failure, reason, tool_calls }: StepEnd): boolean {
  return failure === null && tool_calls.length > 0 && (reason === 'tool_calls' || reason === 'stop')
}
