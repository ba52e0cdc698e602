import { failure, type Result } from '../../src/lib/error.ts'
import { expected } from './errors.ts'

/** What a call from the Worker is answered with: errors lose their class on the way, so expected ones travel as values. */
export async function answer<Value>(work: () => Value | Promise<Value>): Promise<Result<Value>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    return failure(expected(error))
  }
}
