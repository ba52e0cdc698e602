import type { ProviderId } from '#protocol/rest/providers.ts'
import { settingsOf } from '../db/users.ts'
import type { Env } from '../env.ts'
import { AppError } from '../lib/error.ts'
import { modelAccess, type ModelAccess } from './model-access.ts'

export interface SummaryAsk {
  user_id: string
  project_id: string
  thread: { provider: string | null; model: string | null }
  /** Which model answered last. */
  last: { provider: string; model: string } | null
  /** A person asked for it: then it is made though automatic ones are switched off. */
  asked: boolean
}

/** A small model of each provider that reads long texts for little money. Where there is none the thread's own does it. */
const CHEAP: Partial<Record<ProviderId, string>> = {
  openai: 'gpt-5-mini',
  anthropic: 'claude-haiku-4-5',
  gemini: 'gemini-2.5-flash',
  openrouter: 'google/gemini-2.5-flash',
  bedrock: 'amazon.nova-lite-v1:0',
}

/**
 * The models that may write a summary, best first: what the person chose, else a cheap one of the provider that answered last,
 * then the one that answered. Empty: summaries are switched off, and nobody asked.
 */
export async function summaryModel(env: Env, ask: SummaryAsk): Promise<ModelAccess[]> {
  const { make_summaries, summary_provider, summary_model } = await settingsOf(env.DB, ask.user_id)
  if (!make_summaries && !ask.asked) return []
  const provider = ask.last?.provider ?? ask.thread.provider ?? undefined
  const own = { provider, model: ask.last?.model }
  const chosen = summary_model === null ? null : { provider: summary_provider ?? provider, model: summary_model }
  const cheap = CHEAP[(provider ?? '') as ProviderId]
  const choices = [chosen ?? (cheap ? { provider, model: cheap } : own), own]
  const found: ModelAccess[] = []
  let refused: unknown = null
  for (const choice of choices) {
    try {
      const access = await modelAccess(env, { ...ask, choice: defined(choice) })
      if (found.every((one) => one.model !== access.model || one.provider !== access.provider)) found.push(access)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refused = error
    }
  }
  if (found.length === 0 && refused) throw refused
  return found
}

function defined({ provider, model }: { provider?: string; model?: string }) {
  return { ...(provider && { provider }), ...(model && { model }) }
}
