export interface Scale {
  top: number
  ticks: number[]
}
const steps = [1, 2, 2.5, 4, 5, 10]

/** From zero to at least `max`, in two or three even steps that read well. `smallest` is the least step that means something. */
export function niceScale(max: number, smallest = 0): Scale {
  if (!(max > 0)) return { top: smallest || 1, ticks: [0] }
  const power = 10 ** Math.floor(Math.log10(max / 3))
  const found = steps.map((step) => step * power).find((one) => max / one <= 3 + 1e-9 && one >= smallest)
  const step = found ?? Math.max(smallest, power * 10)
  const count = Math.max(1, Math.ceil(max / step - 1e-9))
  const ticks = Array.from({ length: count + 1 }, (_, index) => tidy(index * step))
  return { top: tidy(count * step), ticks }
}

/** 0.1 + 0.2 must not be written out. */
const tidy = (value: number) => Number(value.toPrecision(12))

/** Every how many slots a label fits under the bars: of many days every week or second week. */
export function labelStep(slots: number, slot: number, label: number): number {
  const few = slots > 14 ? [7, 14] : [1, 2, 3, 6]
  return few.find((step) => step * slot >= label) ?? few.at(-1)!
}
