/** Heights of the drawing, in px: words over the bars, the bars, words under them. */
export const TOP = 26
export const PLOT = 144
export const HEIGHT = TOP + PLOT + 26

/** Words over bars and lines keep a rim of the page's own color. */
export const halo =
  'stroke-page stroke-[3px] [paint-order:stroke] forced-color-adjust-none forced-colors:fill-[CanvasText] forced-colors:stroke-[Canvas]'
