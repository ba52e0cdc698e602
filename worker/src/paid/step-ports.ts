import type { StepPorts } from '../agent/step.ts'
import type { Env } from '../env.ts'
import { settings } from '../lib/settings.ts'
import type { OpenModel } from '../models/open-model.ts'
import { registry } from '../providers/registry.ts'

/** What a request to this model is made with. */
export function stepPorts(env: Env, { provider, wire, credentials }: OpenModel): StepPorts {
  const silence_ms = settings(env).LIMIT_SILENCE_SECONDS * 1000
  return { fetch: registry[provider].fetch, wire, credentials, silence_ms }
}
