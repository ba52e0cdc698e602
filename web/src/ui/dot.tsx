const tones = { ok: 'bg-ok-dot', warn: 'bg-warn-dot', bad: 'bg-bad-dot', accent: 'bg-accent', quiet: 'bg-control' }

/** A colored dot. It never stands alone: put the word beside it, or pass `name` where there is no room. */
export function Dot(props: { tone: keyof typeof tones; name?: string; pulse?: boolean; class?: string }) {
  return (
    <span
      role={props.name ? 'img' : undefined}
      aria-label={props.name}
      aria-hidden={props.name ? undefined : 'true'}
      data-tip={props.name}
      class={`inline-block size-[7px] flex-none rounded-full forced-color-adjust-none ${tones[props.tone]} ${props.pulse ? 'animate-pulse' : ''} ${props.class ?? ''}`}
    />
  )
}
