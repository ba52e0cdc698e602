import { anthropic } from './anthropic.ts'
import { bedrock } from './bedrock.ts'
import { chat, openRouter } from './chat.ts'
import type { Format } from './format.ts'
import { gemini } from './gemini.ts'
import { ollama } from './ollama.ts'
import { responses } from './responses.ts'

const formats = [openRouter, chat, responses, anthropic, gemini, bedrock, ollama]

/** By the path that a provider is asked at. */
export function formatAt(path: string): Format | undefined {
  return formats.find((format) => format.path.test(path))
}

/** In the path as Gemini and Bedrock have it, or in the body. */
export function modelOf(path: string, body: Record<string, unknown>): string {
  const inPath = /\/models?\/(.+?)(?::streamGenerateContent|\/converse-stream)$/.exec(path)
  return inPath?.[1] ?? String(body.model)
}
