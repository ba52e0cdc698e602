-- Additive migrations only (scripts/check-migrations.mjs). WITHOUT ROWID: a row with a TEXT key then costs one written row.
CREATE TABLE users (
  id TEXT PRIMARY KEY NOT NULL,
  username TEXT NOT NULL,
  email TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  is_admin INTEGER NOT NULL,
  settings TEXT NOT NULL DEFAULT '{}',
  created_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX users_email ON users (email);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  generation INTEGER NOT NULL,
  rotated_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  last_used_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE limits (
  bucket TEXT PRIMARY KEY NOT NULL,
  count INTEGER NOT NULL,
  resets_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE ws_tickets (
  ticket_hash TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  expires_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE keys (
  id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  key_name TEXT NOT NULL,
  last_four TEXT NOT NULL,
  base_url TEXT,
  api TEXT NOT NULL,
  region TEXT,
  is_active INTEGER NOT NULL,
  is_default INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  sealed_version TEXT NOT NULL,
  created_at TEXT NOT NULL,
  last_used_at TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX keys_name ON keys (user_id, key_name);
CREATE UNIQUE INDEX keys_one_default ON keys (user_id, provider) WHERE is_default = 1;

CREATE TABLE projects (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  instructions TEXT NOT NULL,
  template TEXT,
  default_provider TEXT,
  default_model TEXT,
  color TEXT NOT NULL,
  archived INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) WITHOUT ROWID;

CREATE TABLE members (
  project_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  role TEXT NOT NULL,
  added_at TEXT NOT NULL,
  PRIMARY KEY (project_id, user_id)
) WITHOUT ROWID;
CREATE INDEX members_user ON members (user_id);

-- Indexed only by what a turn doesn't change.
CREATE TABLE threads (
  id TEXT PRIMARY KEY NOT NULL,
  project_id TEXT NOT NULL,
  title TEXT NOT NULL,
  title_folded TEXT NOT NULL,
  title_source TEXT NOT NULL,
  provider TEXT,
  model TEXT,
  summary TEXT,
  archived INTEGER NOT NULL,
  message_count INTEGER NOT NULL,
  last_content TEXT,
  last_is_user INTEGER,
  last_at TEXT,
  created_at TEXT NOT NULL,
  last_activity_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT,
  revision INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX threads_project ON threads (project_id);

CREATE TABLE messages (
  id TEXT PRIMARY KEY NOT NULL,
  thread_id TEXT NOT NULL,
  parent_message_id TEXT,
  role TEXT NOT NULL,
  author_id TEXT,
  author_name TEXT,
  content TEXT NOT NULL,
  reasoning TEXT,
  tool_calls TEXT,
  status TEXT NOT NULL,
  provider TEXT,
  model TEXT,
  usage TEXT,
  cost_usd TEXT,
  error TEXT,
  created_at TEXT NOT NULL,
  finished_at TEXT,
  edited_at TEXT,
  deleted_at TEXT,
  revision INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE usage (
  user_id TEXT NOT NULL,
  id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  thread_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  purpose TEXT NOT NULL,
  input_tokens INTEGER NOT NULL,
  cached_read_tokens INTEGER NOT NULL,
  cache_write_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  total_tokens INTEGER NOT NULL,
  source TEXT NOT NULL,
  cost_nano INTEGER,
  created_at TEXT NOT NULL,
  PRIMARY KEY (user_id, id)
) WITHOUT ROWID;

CREATE TABLE thread_reads (
  user_id TEXT NOT NULL,
  thread_id TEXT NOT NULL,
  message_count INTEGER NOT NULL,
  PRIMARY KEY (user_id, thread_id)
) WITHOUT ROWID;

CREATE TABLE idempotency (
  user_id TEXT NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  status INTEGER,
  body TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (user_id, route, key)
) WITHOUT ROWID;
