export interface Speaker {
  start(name: string): void
  /** The text so far. */
  grow(text: string): void
  end(words: string): void
  close(): void
}

const EVERY_MS = 2000

/** What one announcement may have; more would be cut by the screen reader anyway. */
const MOST = 2000

/** Reads a growing answer aloud: its start, whole sentences at most every two seconds, its end. Never single tokens. */
export function makeSpeaker(say: (words: string) => void): Speaker {
  let text = ''
  let said = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Looks only at what was not said yet, so a long answer is read once. */
  function speak(): void {
    timer = undefined
    const fresh = text.slice(said)
    const end = lastSentence(fresh)
    if (end === 0) return
    const words = spoken(fresh.slice(0, end))
    said += end
    if (words !== '') say(words)
  }
  function reset(next: string): void {
    clearTimeout(timer)
    timer = undefined
    text = next
    said = 0
  }
  return {
    start(name) {
      reset('')
      say(`${name} is answering`)
    },
    grow(next) {
      text = next
      if (text.length > said) timer ??= setTimeout(speak, EVERY_MS)
    },
    end(words) {
      const rest = spoken(text.slice(said))
      reset('')
      say(`${rest} ${words}`.trim())
    },
    close: () => clearTimeout(timer),
  }
}

/** Where the last whole sentence ends; 0: nowhere yet. Inside a code block nothing is whole. */
function lastSentence(text: string): number {
  const fences = [...text.matchAll(/^ {0,3}```/gm)]
  const open = fences.length % 2 === 1 ? fences.at(-1) : undefined
  const readable = open ? text.slice(0, open.index) : text
  let end = 0
  for (const match of readable.matchAll(/[.!?…:](?=\s)|\n\s*\n/g)) end = match.index + match[0].length
  return end
}

/** Text without its marks; code is named, not read. */
function spoken(text: string): string {
  const parts = text.split(/^ {0,3}```.*$/m)
  return parts
    .map((part, index) => (index % 2 === 1 ? 'Code block.' : part))
    .join(' ')
    .replace(/^[ \t]*\|?[ \t:|-]+\|[ \t:|-]*$/gm, '')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/^[ \t]{0,3}(?:#{1,6}|>|[-*+])[ \t]+/gm, '')
    .replace(/[*_`~|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST)
}
