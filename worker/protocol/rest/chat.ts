import { z } from 'zod'
import { id } from '../ids.ts'
import { content, message } from '../message.ts'
import { modelChoice, turnMode, turnOptions } from '../turn.ts'
import type { Operation } from './operation.ts'
import { createdThread } from './threads.ts'

export const createSession = z.object({ message: content, project_id: id.optional(), ...modelChoice.shape })
export const chatRequest = z.object({
  message: content,
  message_id: id.optional(),
  project_id: id.optional(),
  thread_id: id.optional(),
  ...modelChoice.shape,
  options: turnOptions.optional(),
  mode: turnMode.optional(),
})
export type ChatRequest = z.infer<typeof chatRequest>
export const chatAnswer = z.object({ thread_id: id, message, answer: message })
export type ChatAnswer = z.infer<typeof chatAnswer>

export const chatOperations: Operation[] = [
  {
    method: 'post',
    path: '/chat/create-session',
    summary: 'A new thread with its first message',
    access: 'person',
    body: createSession,
    answers: { 201: createdThread },
  },
  {
    method: 'post',
    path: '/chat/stream',
    summary: 'Send a message; the frames of its turn as server-sent events',
    access: 'person',
    body: chatRequest,
    answers: { 200: z.string() },
    format: 'sse',
  },
  {
    method: 'post',
    path: '/chat/complete',
    summary: 'Send a message; one answer when the turn has ended',
    access: 'person',
    body: chatRequest,
    answers: { 200: chatAnswer },
  },
]
