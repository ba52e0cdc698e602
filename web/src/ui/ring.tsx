/** An open circle that turns: something works. Words beside it say what. */
export function Ring(props: { class?: string }) {
  return (
    <span
      aria-hidden="true"
      class={`inline-block size-3 flex-none animate-turn rounded-full border-[1.5px] border-current border-r-transparent ${props.class ?? ''}`}
    />
  )
}
