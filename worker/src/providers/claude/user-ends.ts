interface Said {
  role: 'user' | 'assistant'
}

/**
 * The conversation with a user at its beginning, and at its end where the model doesn't go on with an answer that was begun. One
 * that is nothing but a system prompt needs a user too.
 */
export function userEnds<Message extends Said>(
  messages: Message[],
  goesOn: boolean,
  say: (words: string) => Message,
): Message[] {
  return [
    ...(messages[0]?.role === 'user' ? [] : [say('…')]),
    ...messages,
    ...(messages.at(-1)?.role === 'assistant' && !goesOn ? [say('Go on.')] : []),
  ]
}
