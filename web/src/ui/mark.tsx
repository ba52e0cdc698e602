/** The mark: an e whose bar is a word slipping in from the edge. */
export function Mark(props: { class?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke-width="3"
      stroke-linecap="round"
      aria-hidden="true"
      class={`flex-none text-text ${props.class ?? 'size-6'}`}
    >
      <path d="M17.9 10.2A7.6 7.6 0 1 0 16.1 17.3" stroke="currentColor" />
      <path d="M8.6 13H22.4" class="stroke-accent" />
    </svg>
  )
}

export function Wordmark() {
  return (
    <span class="inline-flex items-center gap-2">
      <Mark />
      <span class="text-heading font-bold tracking-[-0.025em]">edgewise</span>
    </span>
  )
}
