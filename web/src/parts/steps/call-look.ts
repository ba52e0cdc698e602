import type { ToolCall, ToolCallState } from '#protocol/message.ts'

/** Five looks for eight states. */
export type CallLook = 'waiting' | 'running' | 'done' | 'failed' | 'unknown'

const looks: Record<ToolCallState, CallLook> = {
  pending: 'waiting',
  asks: 'waiting',
  running: 'running',
  done: 'done',
  failed: 'failed',
  denied: 'failed',
  stopped: 'failed',
  unknown: 'unknown',
}
/** A newer room may know more states than this page. */
export const stateOf = ({ state }: ToolCall): ToolCallState => (Object.hasOwn(looks, state) ? state : 'unknown')
export const callLook = (call: ToolCall): CallLook => looks[stateOf(call)]
export const isOpen = (call: ToolCall): boolean => callLook(call) === 'waiting' || callLook(call) === 'running'
