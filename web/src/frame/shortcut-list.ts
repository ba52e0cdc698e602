interface Shortcut {
  keys: string[]
  does: string
}
/** What the help dialog lists; `Mod` is Ctrl, or Command on a Mac. */
export const shortcutList: { group: string; rows: Shortcut[] }[] = [
  {
    group: 'Anywhere',
    rows: [
      { keys: ['Mod', 'K'], does: 'Go to the message field' },
      { keys: ['Alt', 'N'], does: 'New thread' },
      { keys: ['Mod', 'Shift', 'O'], does: 'New thread' },
      { keys: ['Mod', 'Shift', 'S'], does: 'Fold or open the sidebar' },
      { keys: ['Esc'], does: 'Close what stands beside the page' },
      { keys: ['Mod', '/'], does: 'This list' },
    ],
  },
  {
    group: 'In the message field',
    rows: [
      { keys: ['Mod', 'Enter'], does: 'Send' },
      { keys: ['Shift', 'Enter'], does: 'New line' },
      { keys: ['↑'], does: 'Edit your last message, when the field is empty' },
      { keys: ['Esc'], does: 'Clear, or stop editing' },
    ],
  },
  {
    group: 'In a thread',
    rows: [
      { keys: ['J'], does: 'Next message' },
      { keys: ['K'], does: 'Previous message' },
      { keys: ['Enter'], does: 'Actions of the message' },
      { keys: ['C'], does: 'Copy' },
      { keys: ['E'], does: 'Edit your message' },
      { keys: ['R'], does: 'Answer again' },
    ],
  },
]
