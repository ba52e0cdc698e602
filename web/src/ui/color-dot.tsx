/** A project's color, as a mark beside its name. */
export function ColorDot(props: { color: string }) {
  return (
    <span
      aria-hidden="true"
      class="size-2.5 flex-none rounded-[3px] forced-color-adjust-none"
      style={{ 'background-color': `light-dark(${props.color}, color-mix(in oklab, ${props.color}, white 22%))` }}
    />
  )
}
