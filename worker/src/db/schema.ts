import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { TurnError } from '#protocol/error.ts'
import type { MessageStatus, Step, ToolCall } from '#protocol/message.ts'
import type { Role } from '#protocol/person.ts'
import type { ProviderId } from '#protocol/rest/providers.ts'
import type { Settings } from '#protocol/rest/users.ts'
import type { Thread } from '#protocol/thread.ts'
import type { Timing } from '#protocol/timing.ts'
import type { Usage } from '#protocol/usage.ts'

/**
 * The tables of D1. migrations/*.sql makes them; there every table is WITHOUT ROWID (Drizzle has no word for it), because a
 * TEXT key on a rowid table costs a second written row. No foreign keys: rows arrive from rooms in any order, and a
 * table rebuild would delete what a CASCADE hangs on.
 */
export const users = sqliteTable(
  'users',
  {
    id: text().primaryKey(),
    username: text().notNull(),
    email: text().notNull(),
    password_hash: text().notNull(),
    is_admin: integer({ mode: 'boolean' }).notNull(),
    settings: text({ mode: 'json' }).$type<Partial<Settings>>().notNull(),
    created_at: text().notNull(),
  },
  (table) => [uniqueIndex('users_email').on(table.email)],
)

/** One row for each family of refresh tokens: `generation` counts its rotations, so every older token is known as reused. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text().primaryKey(),
    user_id: text().notNull(),
    generation: integer().notNull(),
    rotated_at: text().notNull(),
    created_at: text().notNull(),
    last_used_at: text().notNull(),
    expires_at: text().notNull(),
    address: text().notNull(),
    user_agent: text().notNull(),
  },
  (table) => [index('sessions_user').on(table.user_id)],
)

/** Counters against guessing, by account and by address. */
export const limits = sqliteTable('limits', {
  bucket: text().primaryKey(),
  count: integer().notNull(),
  resets_at: integer().notNull(),
})

export const wsTickets = sqliteTable('ws_tickets', {
  ticket_hash: text().primaryKey(),
  user_id: text().notNull(),
  session_id: text().notNull(),
  expires_at: text().notNull(),
})

export const keys = sqliteTable(
  'keys',
  {
    id: text().primaryKey(),
    user_id: text().notNull(),
    provider: text().$type<ProviderId>().notNull(),
    key_name: text().notNull(),
    last_four: text().notNull(),
    base_url: text(),
    api: text().$type<'chat' | 'responses'>().notNull(),
    region: text(),
    is_active: integer({ mode: 'boolean' }).notNull(),
    is_default: integer({ mode: 'boolean' }).notNull(),
    sealed: text().notNull(),
    sealed_version: text().notNull(),
    created_at: text().notNull(),
    last_used_at: text(),
  },
  (table) => [uniqueIndex('keys_name').on(table.user_id, table.key_name)],
)

export const projects = sqliteTable('projects', {
  id: text().primaryKey(),
  name: text().notNull(),
  description: text().notNull(),
  instructions: text().notNull(),
  template: text().$type<'react-vite' | 'node' | 'nextjs'>(),
  default_provider: text(),
  default_model: text(),
  color: text().notNull(),
  archived: integer({ mode: 'boolean' }).notNull(),
  created_at: text().notNull(),
  updated_at: text().notNull(),
  deleted_at: text(),
  /** Null: nobody has chosen. */
  tools: text({ mode: 'json' }).$type<string[]>(),
})

export const members = sqliteTable(
  'members',
  {
    project_id: text().notNull(),
    user_id: text().notNull(),
    role: text().$type<Role>().notNull(),
    added_at: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project_id, table.user_id] }), index('members_user').on(table.user_id)],
)

/** The library's card of a thread; its room is the truth. Only `deleted_at` is written by the routes. */
export const threads = sqliteTable(
  'threads',
  {
    id: text().primaryKey(),
    project_id: text().notNull(),
    title: text().notNull(),
    /** As it is searched: SQLite folds the case of ASCII only. */
    title_folded: text().notNull(),
    title_source: text().$type<Thread['title_source']>().notNull(),
    provider: text(),
    model: text(),
    summary: text(),
    archived: integer({ mode: 'boolean' }).notNull(),
    message_count: integer().notNull(),
    total_tokens: integer().notNull(),
    cost_usd: text().notNull(),
    summarized_at: text(),
    summary_count: integer().notNull(),
    needs_summary: integer({ mode: 'boolean' }).notNull(),
    last_content: text(),
    last_is_user: integer({ mode: 'boolean' }),
    last_at: text(),
    created_at: text().notNull(),
    last_activity_at: text().notNull(),
    updated_at: text().notNull(),
    deleted_at: text(),
    revision: integer().notNull(),
    running: integer({ mode: 'boolean' }).notNull(),
  },
  (table) => [index('threads_project').on(table.project_id)],
)

/** No index beside the key: a message costs one written row. */
export const messages = sqliteTable('messages', {
  id: text().primaryKey(),
  thread_id: text().notNull(),
  parent_message_id: text(),
  role: text().$type<'user' | 'assistant' | 'system'>().notNull(),
  author_id: text(),
  author_name: text(),
  content: text().notNull(),
  reasoning: text(),
  tool_calls: text({ mode: 'json' }).$type<ToolCall[]>(),
  status: text().$type<MessageStatus>().notNull(),
  provider: text(),
  model: text(),
  usage: text({ mode: 'json' }).$type<Usage>(),
  cost_usd: text(),
  error: text({ mode: 'json' }).$type<TurnError>(),
  timing: text({ mode: 'json' }).$type<Timing>(),
  created_at: text().notNull(),
  finished_at: text(),
  edited_at: text(),
  deleted_at: text(),
  revision: integer().notNull(),
  steps: text({ mode: 'json' }).$type<Step[]>(),
})

/** What a provider was called for. */
export type UsagePurpose = 'turn' | 'step' | 'title' | 'summary' | 'v1' | 'embeddings'

/** The ledger: a row for each call of a provider. Ids are UUIDs version 7, so a range of time is a range of the key. */
export const usage = sqliteTable(
  'usage',
  {
    user_id: text().notNull(),
    id: text().notNull(),
    project_id: text().notNull(),
    thread_id: text().notNull(),
    message_id: text().notNull(),
    provider: text().notNull(),
    model: text().notNull(),
    purpose: text().$type<UsagePurpose>().notNull(),
    input_tokens: integer().notNull(),
    cached_read_tokens: integer().notNull(),
    cache_write_tokens: integer().notNull(),
    output_tokens: integer().notNull(),
    reasoning_tokens: integer().notNull(),
    total_tokens: integer().notNull(),
    source: text().$type<Usage['source']>().notNull(),
    /** Billionths of a dollar, so that sums are exact; null: the price is unknown. */
    cost_nano: integer(),
    cost_source: text().$type<'provider' | 'list'>(),
    price_version: text(),
    token_id: text(),
    key_id: text(),
    created_at: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.user_id, table.id] })],
)

export const threadReads = sqliteTable(
  'thread_reads',
  { user_id: text().notNull(), thread_id: text().notNull(), message_count: integer().notNull() },
  (table) => [primaryKey({ columns: [table.user_id, table.thread_id] })],
)

/** Answers of POSTs that create, by person, route and `Idempotency-Key`; `status` null: still under way. */
export const idempotency = sqliteTable(
  'idempotency',
  {
    user_id: text().notNull(),
    route: text().notNull(),
    key: text().notNull(),
    body_hash: text().notNull(),
    status: integer(),
    body: text(),
    created_at: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.user_id, table.route, table.key] })],
)
