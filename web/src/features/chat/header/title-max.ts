/** `THREAD_TITLE_MAX` of the protocol, without its zod. */
export const THREAD_TITLE_MAX = 200
