import { rolesFromBits } from '../../codec/roles.ts'
import { type Sentence, brand, sayBrand } from './phrases.ts'

/** Who may do what. */
export const access: Record<string, Sentence> = {
  NotHub: ({ caller }) => [`Only the hub may do this, not ${caller}.`, 'Use the verb of the hub.'],
  MissingRole: ({ brandId, account, role }) => [
    `${account} is not ${rolesFromBits(Number(role)).join(' or ')} of ${brand(brandId)}.`,
    'Sign with a key that is (--as KEY), or have the owner grant it: `points brand roles`.',
  ],
  OwnerCannotDropItself: ({ brandId, account }) => [
    `${account} cannot drop its own ownership of ${brand(brandId)}.`,
    'Make another account owner and let that one do it.',
  ],
  UnknownRoles: ({ roles }) => [
    `Roles ${roles} contain a bit that means nothing.`,
    'Use owner, minter, rate-setter, treasurer.',
  ],
  EntranceClosed: ({ brandId, fromBrandId }) => [
    `${sayBrand(brandId)} accepts no swaps from ${brand(fromBrandId)}.`,
    'Swap to another brand, pay at a till, or donate.',
  ],
  NotCauseRegistry: ({ caller }) => [
    `Only the cause registry may do this, not ${caller}.`,
    'Use the verb of the registry.',
  ],
  NotPayout: ({ causeId, caller }) => [
    `${caller} is not the payout address of cause ${causeId}.`,
    'Sign with that address: `points cause list` shows it.',
  ],
  NotSelf: ({ caller }) => [`Only the hub itself may do this, not ${caller}.`, 'Use `execute`.'],
  NotAdmitted: ({ code, caller }) => [
    `The network has not admitted a brand "${code}" for ${caller}.`,
    'The operator does that: `points network admit`.',
  ],
}
