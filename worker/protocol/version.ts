/** MAJOR.MINOR of the wire, sent in `connection_established`. Every change of a frame or a route raises it (S9). */
export const PROTOCOL_VERSION = '1.3'
/** Version of the product, answered by `GET /api/v1` and `/health`. */
export const EDGEWISE_VERSION = '0.1.0'
