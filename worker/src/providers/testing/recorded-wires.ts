import { bedrock } from '../bedrock/bedrock.ts'
import { anthropic } from '../anthropic/anthropic.ts'
import { chatCompletions } from '../chat-completions/chat-completions.ts'
import { gemini } from '../gemini/gemini.ts'
import { ollama } from '../ollama/ollama.ts'
import { responses } from '../responses/responses.ts'
import type { WireFormat } from '../wire.ts'

/** Which of our wire formats reads what was recorded from which interface. */
export const recordedWires: Record<string, WireFormat> = {
  'anthropic.messages': anthropic(),
  'openai.chat': chatCompletions(),
  'openai.responses': responses(),
  'gemini.generateContent': gemini,
  'bedrock.converse': bedrock(),
  'bedrock.converseStream': bedrock(),
  'ollama.chat': ollama,
}
