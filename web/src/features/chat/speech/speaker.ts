export interface Speaker {
  start(name: string): void
  /** The text so far. */
  grow(text: string): void
  end(words: string): void
  close(): void
}

const EVERY_MS = 2000

/** Reads a growing answer aloud: its start, whole sentences at most every two seconds, its end. Never single tokens. */
export function makeSpeaker(say: (words: string) => void): Speaker {
  let text = ''
  let said = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function speak(all: boolean): void {
    const end = all ? text.length : lastSentence(text)
    const words = spoken(text.slice(said, end))
    said = Math.max(said, end)
    if (words !== '') say(words)
  }
  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      speak(false)
    }, EVERY_MS)
  }
  return {
    start(name) {
      clearTimeout(timer)
      timer = undefined
      text = ''
      said = 0
      say(`${name} is answering`)
    },
    grow(next) {
      text = next
      if (lastSentence(text) > said) schedule()
    },
    end(words) {
      clearTimeout(timer)
      timer = undefined
      const rest = spoken(text.slice(said))
      said = text.length
      say(rest === '' ? words : `${rest} ${words}`)
    },
    close: () => clearTimeout(timer),
  }
}

/** Where the last whole sentence ends. Inside a code block nothing is whole. */
function lastSentence(text: string): number {
  const fence = text.lastIndexOf('```')
  const open = (text.match(/^ {0,3}```/gm)?.length ?? 0) % 2 === 1
  const readable = open ? text.slice(0, fence) : text
  let end = 0
  for (const match of readable.matchAll(/[.!?…:](?=\s)|\n\s*\n/g)) end = match.index + match[0].length
  return end
}

/** Text without its marks; code is named, not read. */
function spoken(text: string): string {
  return text
    .replace(/^ {0,3}```[\s\S]*?(?:^ {0,3}```\s*$|$(?![\s\S]))/gm, ' Code block. ')
    .replace(/^\s*\|?[\s:|-]+\|[\s:|-]*$/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+])\s+/gm, '')
    .replace(/[*_`~|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
