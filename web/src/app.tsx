import { Layers } from './ui/layers.tsx'
import { Wordmark } from './ui/mark.tsx'

export function App() {
  return (
    <>
      <main class="p-10">
        <Wordmark />
      </main>
      <Layers />
    </>
  )
}
