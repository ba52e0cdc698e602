/** Events of the window by which parts that don't know each other talk. */
export const FOCUS_COMPOSER = 'edgewise:focus-composer'
