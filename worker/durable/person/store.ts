import { migrate } from '../shared/migrate.ts'

const migrations = ['CREATE TABLE person (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL)']

interface PersonRow {
  /** The end of the reserved block: no seq up to it is given out a second time. */
  seq: number
}

/** The SQLite of a person's object. What it tells is in memory only: who comes back after a loss asks for the lists again. */
export class PersonStore {
  readonly #sql: SqlStorage
  readonly row: PersonRow

  constructor(storage: DurableObjectStorage) {
    migrate(storage, migrations)
    this.#sql = storage.sql
    const [saved] = this.#sql.exec<{ body: string }>('SELECT body FROM person').toArray()
    this.row = saved ? (JSON.parse(saved.body) as PersonRow) : { seq: 1 }
  }

  write(reserved: number): void {
    this.row.seq = reserved
    this.#sql.exec('INSERT OR REPLACE INTO person (id, body) VALUES (1, ?)', JSON.stringify(this.row))
  }
}
