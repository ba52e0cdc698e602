import { countdown } from '../../../lib/time.ts'
import { createNow } from '../../../lib/now.ts'

/** What is left until a moment: 0:23, or as words 11 s. */
export function Left(props: { until: number; words?: boolean }) {
  const now = createNow(500)
  const seconds = () => Math.max(0, (props.until - now()) / 1000)
  return <>{props.words ? `${Math.ceil(seconds())} s` : countdown(seconds())}</>
}
