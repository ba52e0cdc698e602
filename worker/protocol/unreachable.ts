/** Ends every switch on a union: the compiler refuses a case that is missing, the throw catches one from elsewhere. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
