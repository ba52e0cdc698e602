const chapter = (number: number) => `
## Chapter ${number}

The height is the **mean level** plus one cosine for each *constituent*; see [the list](https://example.org/tides) and \`heightAt\`.

\`\`\`ts
export function heightAt(at: Date, gauge: Gauge): number {
  const hours = (+at - gauge.epoch) / 3_600_000 // since the epoch of chapter ${number}
  return gauge.constituents.reduce((h, c) => h + c.amplitude * Math.cos(rad(c.speed * hours - c.phase)), gauge.meanLevel)
}
\`\`\`

| Constituent | Period | Amplitude | Share |
|---|---:|---:|---:|
| M2, moon twice a day | 12.42 h | 1.84 m | 71% |
| S2, sun twice a day | 12.00 h | 0.61 m | 23% |

1. Read the gauge every 15 minutes.
2. Step forward ten minutes at a time:
   - until the height stops rising,
   - then halve the step.

> A forecast is as good as its readings.
`

/** About four characters, as a token of a real model is. */
const PIECE = /[\s\S]{1,4}/g
const pieces: string[] = []

/** Token `index` of a text in Markdown without an end, with code, tables and lists in every chapter. */
export function prose(index: number): string {
  for (let number = 1; pieces.length <= index; number++) pieces.push(...chapter(number + pieces.length).match(PIECE)!)
  return pieces[index]!
}
