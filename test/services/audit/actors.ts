import type { Address } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { claimAddressOf } from '../../../chain/claims/claim-address.ts'
import { MNEMONIC } from './chain.ts'
import { ALBA, claimKey, members } from './history.ts'

const accountOf = (addressIndex: number): Address => mnemonicToAccount(MNEMONIC, { addressIndex }).address

/** Who the lies are about. */
export function actorsOf() {
  return {
    eve: accountOf(members[4]),
    ann: accountOf(members[0]),
    cleo: accountOf(members[2]),
    ownerOfAlba: accountOf(ALBA),
    minterOfAlba: accountOf(ALBA + 3),
    claimAddress: claimAddressOf({ brandId: ALBA, claimKey: claimKey.address }),
  }
}
