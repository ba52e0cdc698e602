/** Version of the socket protocol, sent in `connection_established`. A breaking change of a frame raises it. */
export const PROTOCOL_VERSION = '1.1'
/** Version of the product, answered by `GET /api/v1` and `/health`. */
export const EDGEWISE_VERSION = '0.1.0'
