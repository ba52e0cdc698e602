import type { ModelAccess } from '../../../src/models/model-access.ts'
import { THREAD_TITLE_MAX } from '#protocol/limits.ts'
import type { RoomCore } from '../desk/core.ts'
import type { Turn } from '../store/rows.ts'
import { sideRequest } from './side-request.ts'

const PROVISIONAL_CHARS = 60
const EXCERPT_CHARS = 1_000
const TITLE_CHARS = 80
const TITLE_TIMEOUT_MS = 30_000
const INSTRUCTIONS =
  'Write a title of three to six words for the conversation, in its language. Answer with the title alone: no quotation marks, no full stop.'

/** The first line of the first message, cut at a word: until the model has found a better one. */
export function provisionalTitle(content: string): string {
  const line = content.trim().split('\n', 1)[0]!.replace(/\s+/g, ' ')
  if (line.length <= PROVISIONAL_CHARS) return line
  const cut = line.slice(0, PROVISIONAL_CHARS)
  const word = cut.lastIndexOf(' ')
  return `${cut.slice(0, word > PROVISIONAL_CHARS / 2 ? word : PROVISIONAL_CHARS).replace(/[\uD800-\uDBFF\p{P}\s]+$/u, '')}…`
}

/** What a model wrote, as a title: one line, without the quotation marks it was asked not to use. Empty: it isn't one. */
export function cleanTitle(text: string): string {
  const line =
    text
      .trim()
      .split('\n')
      .find((part) => part.trim() !== '') ?? ''
  const bare = line.replace(/^["'“”#*\s]+|["'“”*.\s]+$/g, '').replace(/\s+/g, ' ')
  return bare.length > TITLE_CHARS ? provisionalTitle(bare) : bare
}

/** Asks the model of the first turn for a title, beside the conversation and without holding anything up. A failure leaves the provisional one. */
export async function makeTitle(core: RoomCore, turn: Turn, model: ModelAccess): Promise<void> {
  const excerpt = [turn.user_message_id, turn.id].map(
    (id) => core.store.message(id)?.content.slice(0, EXCERPT_CHARS) ?? '',
  )
  const content = `Person: ${excerpt[0]}\n\nModel: ${excerpt[1]}`
  const messages = [
    { role: 'system' as const, content: INSTRUCTIONS },
    { role: 'user' as const, content },
  ]
  const request = { purpose: 'title', user_id: turn.by.id, message_id: turn.id, messages } as const
  const answer = await sideRequest(core, model, { ...request, max_tokens: 300, timeout_ms: TITLE_TIMEOUT_MS })
  if (!core.isOpen) return
  const { row } = core
  const cleaned = answer.failure ? '' : cleanTitle(answer.text).slice(0, THREAD_TITLE_MAX)
  // a person may have named it in the meantime
  if (cleaned !== '' && row.thread.title_source === 'provisional') {
    Object.assign(row.thread, { title: cleaned, title_source: 'model' })
    row.outbox.thread = true
  }
  core.emit({ type: 'thread_updated', thread: { ...row.thread } })
  core.commit()
}
