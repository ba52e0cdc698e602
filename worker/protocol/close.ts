/** Close codes of an object's socket. 4400: do not reconnect. Every other: reconnect (S6). */
export const CLOSE = { doNotReconnect: 4400, tooManyBadFrames: 4429, accessChanged: 4401 } as const
