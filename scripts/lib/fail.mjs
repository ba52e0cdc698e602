/** Ends with one line for the person at the terminal. A stack trace would only hide what is wrong. */
export function fail(message, code = 1) {
  process.stderr.write(`edgewise: ${message}\n`)
  process.exit(code)
}
