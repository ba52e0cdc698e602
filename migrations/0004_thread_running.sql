-- Whether a turn runs in a thread, as its room last said.
ALTER TABLE threads ADD COLUMN running INTEGER NOT NULL DEFAULT 0;
