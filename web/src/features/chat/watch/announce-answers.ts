import { onCleanup } from 'solid-js'
import type { Outcome } from '#protocol/message.ts'
import { TOOL_LABELS } from '#protocol/tool-names.ts'
import { modelName } from '../../../parts/models/catalog.ts'
import { answerText } from '../../../parts/steps/answer-parts.ts'
import { announce } from '../../../ui/announcer.tsx'
import type { Chat } from '../state/chat-context.ts'
import { makeSpeaker } from './speaker.ts'

/** Failures speak for themselves: their banner is an alert. */
const endings: Record<Outcome, string> = {
  complete: 'Answer complete',
  stopped: 'Answer stopped',
  length: 'Answer cut at its length limit',
  filtered: 'Answer cut by a filter',
  failed: '',
  interrupted: 'Answer interrupted',
}

const labels: Record<string, string> = TOOL_LABELS
const nameOf = (tool: string) => (Object.hasOwn(labels, tool) ? labels[tool] : tool)

/** Speaks the answers of a thread to a screen reader, and the messages of others. */
export function announceAnswers(chat: Chat): void {
  const speaker = makeSpeaker(announce)
  let speaking = ''
  let hasCalled = false
  const { state } = chat.session
  const textOf = (id: string) => {
    const message = state.byId[id]
    return message ? answerText(message, state.begun[id]) : ''
  }
  chat.session.onFrames((frames) => {
    for (const frame of frames) {
      if (frame.type === 'assistant_message_start') {
        speaking = frame.message_id
        hasCalled = false
        speaker.start(modelName(frame.provider, frame.model))
      }
      if (frame.type === 'tool_call' && frame.message_id === speaking && !hasCalled) {
        hasCalled = true
        announce(`Using a tool: ${nameOf(frame.name)}`)
      }
      if (frame.type === 'new_message' && frame.message.author && frame.message.author.id !== chat.me.id)
        announce(`${frame.message.author.name}: ${frame.message.content.slice(0, 500)}`)
      if (frame.type === 'stream_chunk' && frame.is_final && frame.message_id === speaking) {
        speaker.grow(textOf(speaking))
        speaker.end(endings[frame.finish_reason ?? 'complete'])
        speaking = ''
      }
    }
    if (speaking) speaker.grow(textOf(speaking))
  })
  onCleanup(speaker.close)
}
