/** Longest message in UTF-16 units, as the page's own counter counts. */
export const MESSAGE_MAX_CHARS = 50_000
/** Largest frame a client may send, in UTF-16 units: 50,000 characters, each escaped as `\uXXXX`, and the other fields. */
export const FRAME_MAX_CHARS = 320_000
/** Frames of one person that don't parse before the socket is closed with 4429, in any minute. */
export const BAD_FRAMES_PER_MINUTE = 600
/** Messages in a snapshot: the newest of the selected branch. */
export const SNAPSHOT_MESSAGES = 50
/** Turns that may wait in one thread. */
export const QUEUE_MAX = 20
/** Longest title of a thread. */
export const THREAD_TITLE_MAX = 200
/** What a list shows of a thread's last message. */
export const PREVIEW_CHARS = 200
export const SUMMARY_MAX_CHARS = 20_000
export const PROJECT_NAME_MAX = 100
export const PROJECT_DESCRIPTION_MAX = 2000
/** Longest system prompt of a project's threads. */
export const PROJECT_INSTRUCTIONS_MAX = 20_000
export const KEY_NAME_MAX = 100
export const TOKEN_NAME_MAX = 100
export const PASSWORD_MIN = 10
