import { createSignal } from 'solid-js'
import type { ModelChoice } from '../../../../../worker/protocol/turn.ts'

export interface PickerRequest {
  anchor: Element
  label: string
  current: { provider?: string | null; model?: string | null } | null
  onPick: (choice: Required<Pick<ModelChoice, 'provider' | 'model'>> & Pick<ModelChoice, 'key_id'>) => void
}

const [request, setRequest] = createSignal<PickerRequest>()
/** What the picker was opened for. Its own code is fetched when this is first set. */
export { request as pickerRequest }

export const openModelPicker = (wanted: PickerRequest): void => void setRequest(wanted)
export const closeModelPicker = (): void => void setRequest(undefined)
