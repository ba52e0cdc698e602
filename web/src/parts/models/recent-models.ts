import { user } from '../../state/session.ts'
import type { ModelPick } from './open-model-picker.ts'

/** The models that were picked last on this device, newest first. */
const MOST = 5
const name = () => `edgewise.models.${user()?.id ?? ''}`

export function recentModels(): ModelPick[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(name()) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isPick).slice(0, MOST) : []
  } catch {
    return []
  }
}

export function rememberModel({ provider, model, key_id }: ModelPick): void {
  const others = recentModels().filter((one) => one.provider !== provider || one.model !== model)
  try {
    localStorage.setItem(name(), JSON.stringify([{ provider, model, key_id }, ...others].slice(0, MOST)))
  } catch {
    // Storage is full or blocked: nothing is remembered.
  }
}

function isPick(value: unknown): value is ModelPick {
  const one = value as Partial<ModelPick> | null
  return typeof one?.provider === 'string' && typeof one.model === 'string'
}
