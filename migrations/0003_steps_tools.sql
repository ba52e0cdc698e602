-- An answer's requests to its model, one after another; null for answers from before.
ALTER TABLE messages ADD COLUMN steps TEXT;
-- Names of the tools that turns in a project may use; null: nobody has chosen.
ALTER TABLE projects ADD COLUMN tools TEXT;
