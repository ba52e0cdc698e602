import type { MarkdownView } from './view.ts'

/** Characters shown in one frame. 60 times a second that is 7,500 tokens, far more than any model says; its layout fits a frame. */
export const STEP = 500
/** Once the answer has ended, what is left comes faster. */
export const LAST_STEP = 1200

/** Hands a growing text to a view in pieces that fit a frame. A text that is whole from the start goes in at once. */
export function makePaced(view: MarkdownView, nextFrame = requestAnimationFrame) {
  let shown = 0
  let target = { text: '', ended: true }
  let grew = false
  let scheduled = false

  function step(): void {
    scheduled = false
    const { text, ended } = target
    const most = ended ? LAST_STEP : STEP
    if (grew && text.length - shown > most) {
      shown += most
      view.update(text.slice(0, shown), false)
      schedule()
      return
    }
    shown = text.length
    view.update(text, ended)
  }
  function schedule(): void {
    if (scheduled) return
    scheduled = true
    nextFrame(step)
  }
  return {
    update(text: string, ended: boolean): void {
      if (text.length < shown) shown = 0
      grew ||= !ended
      target = { text, ended }
      if (!scheduled) step()
    },
  }
}
