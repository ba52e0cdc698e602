import { app } from './app.ts'

export { PersonRoom } from '../durable/person/room.ts'
export { ThreadRoom } from '../durable/thread/room.ts'
export default { fetch: app.fetch }
