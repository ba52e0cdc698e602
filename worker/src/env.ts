/** Bindings and settings as wrangler.toml and `npm start` give them. Settings are text; `lib/settings` parses and checks them. */
export interface Env {
  DB: D1Database
  THREADS: DurableObjectNamespace
  ASSETS: Fetcher
  LIMIT_MESSAGES_PER_MINUTE: string
  LIMIT_AUTH_PER_MINUTE: string
  LIMIT_API_PER_MINUTE: string
  /** Seconds without a byte after which a model counts as gone; 120 when left out. */
  LIMIT_SILENCE_SECONDS?: string
  /** Seconds after which a room looks after a turn that nobody runs; 30 when left out. */
  WATCHDOG_SECONDS?: string
  REGISTRATION: string
  ALLOW_PRIVATE_BASE_URLS: string
  /** `VERSION:BASE64` of 32 bytes, newest first, comma-separated: older ones still open what they sealed. */
  ENCRYPTION_KEY: string
  /** At least 32 characters. */
  JWT_SECRET: string
}
