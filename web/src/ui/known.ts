import type { Resource } from 'solid-js'

/** What a resource has brought. Its own `latest` would suspend the whole page until it is there. */
export const known = <Value>(resource: Resource<Value>): Value | undefined =>
  resource.state === 'ready' || resource.state === 'refreshing' ? resource.latest : undefined
