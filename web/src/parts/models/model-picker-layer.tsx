import { Show } from 'solid-js'
import { late, NOT_LOADED } from '../../ui/late.tsx'
import { closeModelPicker, pickerRequest } from './open-model-picker.ts'

const ModelPicker = late(() => import('./model-picker.tsx').then((all) => all.ModelPicker))

/** Where the model picker appears; its code comes with its first use. */
export function ModelPickerLayer(props: { onProblem: (words: string) => void }) {
  const fail = () => {
    closeModelPicker()
    props.onProblem(NOT_LOADED)
  }
  return (
    <Show when={pickerRequest()} keyed>
      {(request) => <ModelPicker request={request} onFail={fail} />}
    </Show>
  )
}
