-- The ledger: one row for each call of a provider.
ALTER TABLE usage ADD COLUMN token_id TEXT;
ALTER TABLE usage ADD COLUMN key_id TEXT;
-- Who named the cost: the provider itself, or a price list of this version; both null: the price is unknown.
ALTER TABLE usage ADD COLUMN cost_source TEXT;
ALTER TABLE usage ADD COLUMN price_version TEXT;

ALTER TABLE threads ADD COLUMN total_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE threads ADD COLUMN cost_usd TEXT NOT NULL DEFAULT '0.000000000';
ALTER TABLE threads ADD COLUMN summarized_at TEXT;
ALTER TABLE threads ADD COLUMN summary_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE threads ADD COLUMN needs_summary INTEGER NOT NULL DEFAULT 0;

ALTER TABLE messages ADD COLUMN timing TEXT;

CREATE TABLE tokens (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  last_four TEXT NOT NULL,
  scopes TEXT NOT NULL,
  project_id TEXT,
  expires_at TEXT,
  created_at TEXT NOT NULL,
  last_used_at TEXT
) WITHOUT ROWID;
CREATE INDEX tokens_user ON tokens (user_id);
CREATE UNIQUE INDEX tokens_hash ON tokens (token_hash);

CREATE TABLE budgets (
  scope TEXT NOT NULL,
  target_id TEXT NOT NULL,
  period TEXT NOT NULL,
  limit_nano INTEGER,
  limit_tokens INTEGER,
  -- What was spent in the period that begins with `since` (a day, a month, or nothing): kept with each row of the ledger,
  -- so that a turn asks for one row instead of summing up a month.
  since TEXT NOT NULL,
  spent_nano INTEGER NOT NULL,
  spent_tokens INTEGER NOT NULL,
  PRIMARY KEY (scope, target_id, period)
) WITHOUT ROWID;

-- What calls under way may still take, so that two at once can't both have the last cent.
CREATE TABLE budget_holds (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  token_id TEXT,
  nano INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
