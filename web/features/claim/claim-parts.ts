import { privateKeyToAccount } from 'viem/accounts'
import { signClaim } from '../../../chain/claims/sign-claim.ts'
import { toIntent } from '../../../chain/intents/intent.ts'
import type { FlowPart } from '../../flows/flow-record.ts'
import { intentPart } from '../../flows/sign-draft.ts'
import type { PortalConfig } from '../../server/portal-config.ts'
import type { Member } from '../../server/session.ts'
import type { ClaimSecret } from './claim-link.ts'

interface ClaimPartsParameters {
  member: Member
  network: PortalConfig
  secrets: readonly ClaimSecret[]
}

/** The claim keys' word that what waits goes to the member: nobody has to be asked, the link itself is the right. */
export async function claimParts({ member, network, secrets }: ClaimPartsParameters): Promise<FlowPart[]> {
  return await Promise.all(
    secrets.map(async ({ brandId, privateKey }) => {
      const key = privateKeyToAccount(privateKey)
      const signature = await signClaim(key, { domain: network.domain, brandId, to: member.account })
      const message = { brandId, claimKey: key.address, to: member.account }
      return intentPart(member, toIntent({ verb: 'Claim', message }, signature))
    }),
  )
}
