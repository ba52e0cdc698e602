import type { Message } from '#protocol/message.ts'
import { api } from './client.ts'

export const updateMessage = (message_id: string, content: string, preserve_response: boolean) =>
  api.patch<Message>(`/messages/${message_id}`, { content, preserve_response })
export const deleteMessage = (message_id: string) => api.delete(`/messages/${message_id}`)

const outputPath = (message_id: string, tool_call_id: string) =>
  `/messages/${message_id}/outputs/${encodeURIComponent(tool_call_id)}`
/** The whole output of a tool call, and where a browser saves it from. */
export const wholeOutput = (message_id: string, tool_call_id: string) =>
  api.text(outputPath(message_id, tool_call_id), { accept: 'text/plain' })
export const outputAddress = (message_id: string, tool_call_id: string) =>
  `/api/v1${outputPath(message_id, tool_call_id)}`
