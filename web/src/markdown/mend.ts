interface Mark {
  run: string
  at: number
}

/**
 * Closes what is still open at the end of growing text (`**bo`, `` `co``, `[a](htt`), so that it doesn't show its
 * marks for a moment and then jump.
 */
export function mend(source: string): string {
  const text = source.replace(/!?\[([^[\]]*)\]\([^()\n]*$/, '$1')
  const end = text.trimEnd()
  const { marks, ticks } = scan(end)
  if (ticks) return ticks.at + ticks.run.length === end.length ? text.slice(0, ticks.at) : end + ticks.run
  let mended = end
  const closers: string[] = []
  for (const mark of marks.toReversed()) {
    if (mark.at + mark.run.length === mended.length) mended = mended.slice(0, mark.at).trimEnd()
    else closers.push(mark.run)
  }
  if (closers.length === 0) return mended === end ? text : mended
  return stripPartial(mended, closers[0] ?? '') + closers.join('')
}

/** `**bold*`: the single star is the first half of the closing pair. */
function stripPartial(text: string, closer: string): string {
  const char = closer[0] ?? ''
  const partial = closer.length > 1 && text.endsWith(char) && !text.endsWith(closer) && !text.endsWith(`\\${char}`)
  return partial ? text.slice(0, -1) : text
}

/** Emphasis that is open at the end, outermost first, and a code span that is. */
function scan(text: string): { marks: Mark[]; ticks: Mark | null } {
  const marks: Mark[] = []
  const runs = /\\.|(`+)|(\*+|_+|~~+)/gs
  for (let match = runs.exec(text); match; match = runs.exec(text)) {
    const [run, ticks, emphasis] = match
    if (ticks) {
      const close = closingTicks(text, runs.lastIndex, ticks)
      if (close < 0) return { marks: [], ticks: { run, at: match.index } }
      runs.lastIndex = close
    }
    if (emphasis) flank(marks, text, { run: emphasis, at: match.index })
  }
  return { marks, ticks: null }
}

function closingTicks(text: string, from: number, ticks: string): number {
  const runs = /`+/g
  runs.lastIndex = from
  for (let match = runs.exec(text); match; match = runs.exec(text)) if (match[0] === ticks) return runs.lastIndex
  return -1
}

function flank(marks: Mark[], text: string, { run, at }: Mark): void {
  const before = text[at - 1] ?? ' '
  const after = text[at + run.length] ?? ' '
  const inWord = run.startsWith('_') && /\w/.test(before) && /\w/.test(after)
  if (inWord) return
  const open = marks.at(-1)
  if (!/\s/.test(before) && open?.run[0] === run[0]) {
    if (run.length >= (open?.run.length ?? 0)) marks.pop()
    return
  }
  const atEnd = at + run.length === text.length
  if ((!/\s/.test(after) || atEnd) && run.length <= 3) marks.push({ run, at })
}
