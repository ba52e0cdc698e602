/**
 * What a provider itself said of its failure. The server's message is "The provider failed: no such path." and, on a line of its
 * own, what to do. What has no colon is the server's own, and the page has its own words for that; other messages are whole.
 */
export function providerSaid(message: string): string {
  const said = /^The (?:provider|conversation)[^:\n]*: (.+)/.exec(message)?.[1]
  return said ?? (/^The (provider|conversation)/.test(message) ? '' : message)
}
