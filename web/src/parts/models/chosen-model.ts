import type { Project } from '#protocol/rest/projects.ts'
import type { Thread } from '#protocol/thread.ts'
import { settings } from '../../state/settings.ts'

export interface Chosen {
  provider: string
  model: string | null
  /** Only where it isn't the provider's default key. */
  key_id?: string
}

/** Which model answers next, as the server chooses it: the thread's, the project's, the person's, the demo. */
export function chosenModel(thread: Pick<Thread, 'provider' | 'model'> | null, project: Project): Chosen {
  const wishes = [
    { provider: thread?.provider, model: thread?.model },
    { provider: project.default_provider, model: project.default_model },
    { provider: settings.default_provider, model: settings.default_model },
  ]
  const wish = wishes.find((one) => one.provider)
  if (!wish?.provider) return { provider: 'demo', model: 'demo' }
  const model = wishes.find((one) => one.provider === wish.provider && one.model)?.model
  return { provider: wish.provider, model: model ?? null }
}
