import { app } from './app.ts'

export { ThreadRoom } from '../durable/thread/room.ts'
export default { fetch: app.fetch }
