import type { TokenScope } from '#protocol/rest/tokens.ts'

interface ScopeWords {
  value: TokenScope
  /** In a list: use models, read. */
  short: string
  label: string
  hint: string
  adminOnly?: true
}

/** What a token may do, in words. */
export const scopes: readonly ScopeWords[] = [
  {
    value: 'v1',
    short: 'use models',
    label: 'Use models',
    hint: 'Ask every model that your keys open, through /v1. What it takes counts as yours.',
  },
  {
    value: 'read',
    short: 'read',
    label: 'Read',
    hint: 'See what you see here: projects, threads, messages, usage.',
  },
  {
    value: 'write',
    short: 'write',
    label: 'Write',
    hint: 'Change what you can: projects, threads, messages, keys, settings. Never tokens.',
  },
  {
    value: 'admin',
    short: 'administer',
    label: 'Administer',
    hint: 'See the people of this server and set their limits.',
    adminOnly: true,
  },
]

/** Use models, read and write */
export function scopesWords(chosen: readonly TokenScope[]): string {
  const words = scopes.filter((scope) => chosen.includes(scope.value)).map((scope) => scope.short)
  const text = words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? 'nothing')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
