/** The exact text that the platform answers without waking the object, and what it answers (S4). */
export const HEARTBEAT = '{"type":"heartbeat"}'
export const HEARTBEAT_ACK = '{"type":"heartbeat_ack"}'
