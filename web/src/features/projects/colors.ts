/** Marks of projects: each at least 3:1 on the page in light and in dark. */
export const projectColors = [
  { value: '#B97A12', name: 'Amber' },
  { value: '#4C8A33', name: 'Green' },
  { value: '#3A8088', name: 'Petrol' },
  { value: '#4A74B8', name: 'Blue' },
  { value: '#8A66B8', name: 'Violet' },
  { value: '#C2567E', name: 'Rose' },
  { value: '#C65A33', name: 'Rust' },
  { value: '#857D72', name: 'Stone' },
] as const

/** The color that the fewest projects have. */
export function nextColor(used: readonly string[]): string {
  const count = (value: string) => used.filter((one) => one.toUpperCase() === value).length
  return [...projectColors].sort((a, b) => count(a.value) - count(b.value))[0]!.value
}
