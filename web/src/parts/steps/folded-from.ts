/** As many calls in a row are one line. */
export const FOLDED_FROM = 5
