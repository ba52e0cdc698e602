import { lazy, Show, Suspense } from 'solid-js'
import { pickerRequest } from './open-model-picker.ts'

const ModelPicker = lazy(() => import('./model-picker.tsx').then((all) => ({ default: all.ModelPicker })))

/** Where the model picker appears; its code comes with its first use. */
export function ModelPickerLayer() {
  return (
    <Show when={pickerRequest()} keyed>
      {(request) => (
        <Suspense>
          <ModelPicker request={request} />
        </Suspense>
      )}
    </Show>
  )
}
