import { bedrock } from '../bedrock.ts'
import { anthropic } from '../anthropic.ts'
import { chatCompletions } from '../chat-completions.ts'
import { gemini } from '../gemini.ts'
import { ollama } from '../ollama.ts'
import { responses } from '../responses.ts'
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
