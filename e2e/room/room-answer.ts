import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import type { TurnError } from '#protocol/error.ts'
import type { Message, ToolCall } from '#protocol/message.ts'
import { threadDown, type StreamChunk, type ThreadDown, type ThreadEvent } from '#protocol/thread-down.ts'
import type { Up } from '#protocol/thread-up.ts'
import type { ModelChoice } from '#protocol/turn.ts'
import type { Usage } from '#protocol/usage.ts'
import type { Api } from '../harness/api.ts'

/** An answer as a room told it, or as it is stored. */
export interface RoomAnswer {
  text: string
  reasoning: string
  calls: ToolCall[]
  outcome: string | undefined
  usage: Usage | undefined
  cost_usd: string | null | undefined
  error: TurnError | undefined
}

const LONGEST_MS = 100_000

/** Asks a model in a thread of its own: what the frames said, and what the thread holds afterwards. */
export async function askRoom(api: Api, project_id: string, choice: ModelChoice, content = 'Hello') {
  const { id } = await api.thread(project_id)
  const frames = await turnOf(api, id, { type: 'send_message', message_id: randomUUID(), content, ...choice })
  const { messages } = await api.messages(id)
  const stored = messages.findLast((message) => message.role === 'assistant')!
  return { thread_id: id, told: told(frames), stored: storedAnswer(stored), frames }
}

/** Sends one message over a socket of its own and answers every frame until its turn has ended. */
export async function turnOf(api: Api, thread_id: string, sent: Up<'send_message'>) {
  const headers = { authorization: `Bearer ${api.token}` }
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/ws/chat/${thread_id}`, { headers })
  const frames: ThreadDown[] = []
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no end after ${LONGEST_MS} ms`)), LONGEST_MS)
      socket.on('error', reject)
      socket.on('message', (data: Buffer) => {
        const frame = threadDown.parse(JSON.parse(data.toString()))
        frames.push(frame)
        if (frame.type === 'connection_established') socket.send(JSON.stringify(sent))
        if (frame.type === 'error') reject(new Error(`${frame.error_code}: ${frame.error}`))
        if (!isEnd(frame, sent.message_id)) return
        clearTimeout(late)
        resolve()
      })
    })
  } finally {
    socket.terminate()
  }
  return frames
}

function isEnd(frame: ThreadDown, userMessageId: string): boolean {
  return frame.type === 'turn' && frame.user_message_id === userMessageId && frame.state === 'ended'
}

/** What the frames said, after a look at whether they keep the rules: no gap, one last chunk, one outcome. */
function told(frames: ThreadDown[]): RoomAnswer {
  const events = frames.filter(
    (frame): frame is ThreadEvent => 'seq' in frame && frame.type !== 'connection_established',
  )
  events.forEach(({ seq }, at) => expect(seq).toBe(events[0]!.seq + at))
  const chunks = events.filter((event): event is StreamChunk => event.type === 'stream_chunk')
  expect(chunks.map((chunk) => chunk.chunk_index)).toEqual(chunks.map((_, at) => at))
  expect(chunks.filter((chunk) => chunk.is_final)).toEqual([chunks.at(-1)])
  const last = chunks.at(-1)!
  const turn = events.findLast((event) => event.type === 'turn')!
  expect(turn).toMatchObject({ state: 'ended', outcome: last.finish_reason })
  expect(turn.error).toEqual(last.error)
  const said = (kind: StreamChunk['kind']) => chunks.map((chunk) => (chunk.kind === kind ? chunk.chunk : '')).join('')
  const calls = events.flatMap((event) => {
    if (event.type !== 'tool_call') return []
    const { type: _type, seq: _seq, message_id, ...call } = event
    expect(message_id).toBe(last.message_id)
    return [call]
  })
  const { finish_reason: outcome, usage, cost_usd, error } = last
  return { text: said('text'), reasoning: said('reasoning'), calls, outcome, usage, cost_usd, error }
}

function storedAnswer({ content: text, reasoning = '', tool_calls: calls = [], ...rest }: Message): RoomAnswer {
  const { status: outcome, usage, cost_usd, error } = rest
  return { text, reasoning, calls, outcome, usage, cost_usd, error }
}
