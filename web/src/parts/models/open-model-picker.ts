import { createSignal } from 'solid-js'
import type { ModelChoice, TurnOptions } from '#protocol/turn.ts'

/** `key_id` only where it isn't the provider's default key. */
export type ModelPick = Required<Pick<ModelChoice, 'provider' | 'model'>> & Pick<ModelChoice, 'key_id'>

/** How the next answers are asked for. */
export type AskOptions = Pick<TurnOptions, 'reasoning' | 'temperature'>

export interface PickerRequest {
  anchor: Element
  label: string
  current: { provider?: string | null; model?: string | null; key_id?: string } | null
  /** Where they can be chosen too. */
  options?: { value: () => AskOptions; set: (options: AskOptions) => void }
  onPick: (choice: ModelPick) => void
}

const [request, setRequest] = createSignal<PickerRequest>()
/** What the picker was opened for. Its own code is fetched when this is first set. */
export { request as pickerRequest }

export const openModelPicker = (wanted: PickerRequest): void => void setRequest(wanted)
export const closeModelPicker = (): void => void setRequest(undefined)
