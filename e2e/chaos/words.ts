/** How a text of `w0 w1 w2 …` differs from the one that was sent, in characters. */
export interface Difference {
  lost: number
  doubled: number
}

/** Every word is there once, so what is missing and what is twice can be told apart, wherever it is. */
export function compareWords(got: string, sent: string): Difference {
  if (got === sent) return { lost: 0, doubled: 0 }
  const counts = new Map<string, number>()
  for (const word of got.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1)
  let lost = 0
  for (const word of sent.split(' ')) {
    const count = counts.get(word) ?? 0
    if (count === 0) lost += word.length + 1
    counts.set(word, count - 1)
  }
  let doubled = 0
  for (const [word, count] of counts) if (count > 0) doubled += count * (word.length + 1)
  // The same words in another order are a fault too.
  return { lost: lost || (doubled ? 0 : 1), doubled }
}
