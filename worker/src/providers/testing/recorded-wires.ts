import { chatCompletions } from '../chat-completions.ts'
import { responses } from '../responses.ts'
import type { WireFormat } from '../wire.ts'

/** Which of our wire formats reads what was recorded from which interface. */
export const recordedWires: Record<string, WireFormat> = {
  'openai.chat': chatCompletions(),
  'openai.responses': responses(),
}
