type Level = 'info' | 'warn' | 'error'

const SECRET_NAME = /pass|secret|token|authorization|cookie|ticket|api_?key|^key$|sealed/i
const SECRET_VALUE = /\b(Bearer\s+\S+|sk-[\w-]{6,}|eyJ[\w-]+\.[\w-]+\.[\w-]+)/g

/** One line of JSON. What is named or looks like a secret is left out, at any depth. */
export function log(level: Level, event: string, fields: Record<string, unknown> = {}): void {
  const line = JSON.stringify({ level, event, ...fields }, redact)
  console[level](line)
}

/** An error as the log shows it. */
export function described(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  return { name: error.name, message: error.message, stack: error.stack }
}

function redact(name: string, value: unknown): unknown {
  if (typeof value === 'string')
    return SECRET_NAME.test(name) ? '[redacted]' : value.replace(SECRET_VALUE, '[redacted]')
  return value
}
