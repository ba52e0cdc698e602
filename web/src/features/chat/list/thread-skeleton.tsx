import { Delayed } from '../../../ui/skeleton.tsx'

/** Lines as tall as the messages that are on their way; nothing for the first 300 ms. */
export function ThreadSkeleton() {
  return (
    <Delayed>
      <div role="status" class="mx-auto flex w-full max-w-200 flex-col gap-6 px-4 py-6 tablet:px-6 desktop:px-10">
        <span class="sr-text">Loading the thread</span>
        <div class="h-11 w-2/5 self-end rounded-bubble bg-hover" />
        <div class="flex flex-col gap-3">
          <div class="h-3 w-1/5 rounded-full bg-hover" />
          <div class="h-3 w-11/12 rounded-full bg-hover" />
          <div class="h-3 w-5/6 rounded-full bg-hover" />
          <div class="h-3 w-2/5 rounded-full bg-hover" />
        </div>
      </div>
    </Delayed>
  )
}
