import type { ProviderFailure } from '#protocol/error.ts'
import { providerFailure } from './failure.ts'

/** Thrown by a wire format for what its provider can't be asked at all: known before anything is sent. */
export class RefusedRequest extends Error {
  readonly failure: ProviderFailure

  constructor(detail: string) {
    super(detail)
    this.name = 'RefusedRequest'
    this.failure = providerFailure('provider_bad_request', null, detail)
  }
}
