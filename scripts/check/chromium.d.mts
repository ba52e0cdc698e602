/** Where a Chromium for the tests is; undefined: none is here, and none could be fetched. */
export function findChromium(): Promise<string | undefined>
