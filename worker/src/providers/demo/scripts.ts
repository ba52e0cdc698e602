/** What the demo says. Every script says that it is one. */
export const note = '*This is the demo: a script, not a model. Add a key under **Keys** and a real model answers here.*'

export const greeting = `${note}

Hello! I can't think, but I can show you what an answer looks like while it arrives. Try one of these:

- **Explain streaming** for text, a code block and a table
- **Make a plan** for a numbered list
- **Tell me everything** for a long read with many code blocks and tables
- **What time is it in Tokyo?** or **How much is 12.5 * 8?** for an answer that uses a tool

While I speak you can press stop, write the next message (it waits in line), or reload the page: nothing is lost.
`

export const explanation = `${note}

## How this answer reaches you

Each word takes the same trip a real model's would. The thread's **room** asks the provider, stores what arrives, numbers it, and sends it to every open tab at once.

\`\`\`ts
// A browser that comes back says what it saw last; the room sends the rest.
const socket = new WebSocket(\`/ws/chat/\${thread.id}?after=\${lastSeq}\`)
socket.onmessage = ({ data }) => apply(JSON.parse(data))
\`\`\`

| What happens | What you see |
|---|---|
| The connection drops | The text stands still, then goes on where it stopped |
| You open a second tab | Both show the same words at the same moment |
| You press stop | The provider is told, and what was said stays |

Try it: close the tab now, wait a little, and come back.
`

export const plan = `${note}

Here is the shape a plan has:

1. **Say what is wanted.** One sentence that a stranger would understand.
2. **Look at what is there.** Read before writing; the smallest change is often enough.
3. **Make one step work end to end.**
   - It may be thin.
   - It must be real.
4. **Strengthen each part**, the most fragile first.
5. **Show that it works** with a test that fails without it.

> A plan is good when the second step can begin without asking about the first.
`

const chapters = [
  [
    'Rooms',
    'A thread is one live object. Everyone who has it open is in the same room, so nobody sees another order of events.',
  ],
  ['Numbers', 'Every change has a number that rises by one. A gap tells a browser that it missed something.'],
  [
    'Turns',
    'One turn runs and the rest wait in line. Each ends with a word that says how: complete, stopped, failed and so on.',
  ],
  [
    'Crashes',
    'What was acknowledged is on disk. A turn that a crash met is asked again, or ends as interrupted with its text.',
  ],
  ['Bills', 'Tokens are counted once, as the provider reports them, and a repeat of the same row changes nothing.'],
  ['Keys', 'A key is encrypted before it is stored, and it is never sent back, not even to its owner.'],
] as const

function chapter([title, words]: (typeof chapters)[number], index: number): string {
  return `## ${index + 1}. ${title}

${words}

\`\`\`python
def chapter_${index + 1}(frames):
    """${title}: what is shown is what was stored."""
    seen = 0
    for frame in frames:
        if frame["seq"] <= seen:
            continue
        seen = frame["seq"]
        yield frame
\`\`\`

| Question | Answer in this chapter |
|---|---|
| What is it? | ${title} |
| Where does it live? | At the edge, in the thread's own storage |
| What survives a restart? | Everything that was acknowledged |
`
}

export const longRead = `${note}

# A long read

${chapters.map(chapter).join('\n')}
That was the whole script: ${chapters.length} chapters, each with code and a table.
`
