import type { SettingTexts } from './settings-schema.ts'

/** Bindings and settings as wrangler.toml and `npm start` give them. Settings are text; `lib/settings` checks them. */
export interface Env extends SettingTexts {
  DB: D1Database
  THREADS: DurableObjectNamespace
  PEOPLE: DurableObjectNamespace
  ASSETS: Fetcher
}
