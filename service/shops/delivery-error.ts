export type BadDeliveryCode = 'BadSignature' | 'Stale' | 'MissingHeader' | 'BadHeader'

const SENTENCES: Record<BadDeliveryCode, (what: string) => string> = {
  BadSignature: () => 'The signature is not of this shop. Check the secret that was given with `points shop connect`.',
  Stale: () => 'The signed time is more than five minutes off. Check the clocks, then send it again with a new time.',
  MissingHeader: (what) => `The header ${what} is missing. Send the request as the provider's documentation says.`,
  BadHeader: (what) => `The header ${what} cannot be read. Send the request as the provider's documentation says.`,
}

/** A request nobody may believe: nothing of it is stored. */
export class BadDelivery extends Error {
  override name = 'BadDelivery'
  readonly code: BadDeliveryCode
  readonly header: string | undefined

  constructor(code: BadDeliveryCode, header?: string) {
    super(SENTENCES[code](header ?? ''))
    this.code = code
    this.header = header
  }
}

/** A signed delivery that cannot be read, today or tomorrow. The reason holds nothing personal. */
export class UnreadableDelivery extends Error {
  override name = 'UnreadableDelivery'
  readonly reason: string

  constructor(reason: string, options: { cause?: unknown } = {}) {
    super(`The delivery cannot be read: ${reason}.`, options)
    this.reason = reason
  }
}

/** What a provider refuses for good: the token, so that nothing but another one helps, or this one thing it was asked for. */
export type Refused = 'token' | 'request'

type NeedsFetchOptions = { retryAfterSeconds?: number; refused?: Refused | undefined; cause?: unknown }

/** The provider must be asked first, or did not answer: try again later. */
export class NeedsFetch extends Error {
  override name = 'NeedsFetch'
  readonly path: string
  readonly reason: string
  readonly retryAfterSeconds: number | undefined
  /** Undefined where it was not asked, gave no answer, or is in trouble that passes. */
  readonly refused: Refused | undefined

  constructor(path: string, reason = 'not asked yet', options: NeedsFetchOptions = {}) {
    super(`The shop must be asked for ${path}: ${reason}.`, { cause: options.cause })
    this.path = path
    this.reason = reason
    this.retryAfterSeconds = options.retryAfterSeconds
    this.refused = options.refused
  }
}
