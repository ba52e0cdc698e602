import Calculator from 'lucide-solid/icons/calculator'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import CircleQuestionMark from 'lucide-solid/icons/circle-question-mark'
import Clock from 'lucide-solid/icons/clock'
import Hand from 'lucide-solid/icons/hand'
import Wrench from 'lucide-solid/icons/wrench'
import type { JSX } from 'solid-js'
import type { ToolCall } from '#protocol/message.ts'
import { quickIcon } from '../../ui/quick-icon.ts'
import { Ring } from '../../ui/ring.tsx'
import { callLook, type CallLook } from './call-look.ts'

const FailedIcon = quickIcon(CircleAlert)
const UnknownIcon = quickIcon(CircleQuestionMark)
const AsksIcon = quickIcon(Hand)
const ToolIcon = quickIcon(Wrench)
const tools: Record<string, () => JSX.Element> = { calculate: quickIcon(Calculator), current_time: quickIcon(Clock) }

const tints: Record<CallLook, string> = { waiting: '', running: '', done: '', failed: 'text-bad', unknown: 'text-warn' }

/** The tool, or what became of its call. The words beside it say the same. */
export function CallIcon(props: { call: ToolCall }) {
  return (
    <span class={`flex w-4 flex-none justify-center phone:w-5 ${tints[callLook(props.call)]}`} aria-hidden="true">
      {drawn(props.call)}
    </span>
  )
}

function drawn(call: ToolCall): JSX.Element {
  if (call.state === 'asks') return <AsksIcon />
  switch (callLook(call)) {
    case 'running':
      return <Ring />
    case 'failed':
      return <FailedIcon />
    case 'unknown':
      return <UnknownIcon />
    default:
      return (tools[call.name] ?? ToolIcon)()
  }
}
