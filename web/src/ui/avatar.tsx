/** Up to two letters: the first of the first and of the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toUpperCase() || '?'
}

export function Avatar(props: { name: string; mine?: boolean; title?: boolean; class?: string }) {
  return (
    <span
      role="img"
      aria-label={props.name}
      data-tip={props.title ? props.name : undefined}
      class={`inline-flex size-6 flex-none items-center justify-center rounded-full text-tiny font-bold ${props.mine ? 'bg-accent-soft text-accent' : 'bg-selected text-text'} ${props.class ?? ''}`}
    >
      {initials(props.name)}
    </span>
  )
}
