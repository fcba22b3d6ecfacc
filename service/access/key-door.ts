import type { Database } from '../database/open-database.ts'
import { BadSignatures } from '../intake/bad-signatures.ts'
import type { RefusedRequest } from '../refused-request.ts'
import { AccessError, unknownKey } from './access-error.ts'
import { AccessRates } from './access-rates.ts'
import { nameOfActor } from './actor.ts'
import { type Caller, findCaller } from './find-caller.ts'
import { type BrandOperation, mayDo } from './permissions.ts'
import { recordAct } from './record-act.ts'

export type KeyDoorOptions = { database: Database; now: () => Date; rates?: AccessRates }

export type Knock = {
  authorization: string | undefined
  /** Where it comes from, as a keyed hash; of IPv6 the network of the household. */
  origin: string
  operation: BrandOperation
  /** What is said of a key that is none; `UnknownKey` where nothing else is. */
  unknown?: () => RefusedRequest
}

/** Lets in who bears a key of a brand whose role may do what is asked. Wrong keys are counted by where they come from. */
export class KeyDoor {
  readonly #database: Database
  readonly #now: () => Date
  readonly #rates: AccessRates
  readonly #wrong = new BadSignatures()

  constructor({ database, now, rates = new AccessRates() }: KeyDoorOptions) {
    this.#database = database
    this.#now = now
    this.#rates = rates
  }

  async enter({ authorization, origin, operation, unknown = unknownKey }: Knock): Promise<Caller> {
    if (this.#wrong.before(origin, performance.now()) === 'tooMany') throw this.#tooMany()
    const caller = await findCaller(this.#database, authorization, this.#now())
    if (!caller) {
      throw this.#wrong.bad(origin, performance.now()) === 'tooMany' ? this.#tooMany() : unknown()
    }
    this.#wrong.good(origin)
    // Tills have rates of their own, where they are let in.
    if (caller.role !== 'cashier') await this.#rates.use('requests', whoIs(caller))
    if (!mayDo(caller.role, operation)) throw await this.#refuse(caller, operation)
    return caller
  }

  /** An attempt with a key that is right but may not do this is told in the audit log. */
  async #refuse(caller: Caller, operation: BrandOperation): Promise<AccessError> {
    const { brandId, actor, role } = caller
    await this.#rates.use('refused', whoIs(caller))
    const at = this.#now()
    await this.#database.begin((sql) =>
      recordAct(sql, { brandId, actor, act: 'access.refused', subject: operation, at }),
    )
    const sentence = `A key of the role ${role} may not do this. docs/access.md tells which one may; the brand's owner gives keys.`
    return new AccessError('RoleTooLow', { status: 403, sentence })
  }

  #tooMany(): AccessError {
    const retryAfterSeconds = this.#wrong.secondsLeft(performance.now())
    const sentence = `Too many wrong keys came from here. Check the key; try again in ${retryAfterSeconds} s.`
    return new AccessError('TooManyWrongKeys', { status: 429, sentence, retryAfterSeconds })
  }
}

const whoIs = ({ brandId, actor }: Caller): string => `${brandId} ${nameOfActor(actor)}`
