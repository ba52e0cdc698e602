import type { Message } from '#protocol/message.ts'
import { api } from './client.ts'

export const updateMessage = (message_id: string, content: string, preserve_response: boolean) =>
  api.patch<Message>(`/messages/${message_id}`, { content, preserve_response })
export const deleteMessage = (message_id: string) => api.delete(`/messages/${message_id}`)
