import type { Command } from 'commander'
import type { TransactionReceipt } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { claimPoints } from '../../chain/actions/claimPoints.ts'
import { getDomain } from '../../chain/actions/getDomain.ts'
import { claimAddressOf } from '../../chain/claims/claim-address.ts'
import { signClaim } from '../../chain/claims/sign-claim.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { hubEventsOf } from '../../chain/events/events-of.ts'
import { parseCode } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { accountOf, brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { type ClaimKeyOptions, readClaimKey, withClaimKeyOptions } from './claim-key.ts'

interface ClaimOptions extends SendOptions, ClaimKeyOptions {
  to: string
}

export function registerClaim(program: Command, io: Io): void {
  const command = program
    .command('claim')
    .summary('Move points from a claim address to an account')
    .description(
      'Move everything a claim address holds to an account. The first claim fixes the account for later ones.',
    )
    .argument('<brand>', 'code of the brand', parseCode)
    .requiredOption('--to <who>', 'address or key name of the account')
  withClaimKeyOptions(command)
  withSendOptions(command, { signer: 'anyone; pays the gas' })
  withExample(command, 'points claim cafe --claim-key receipt-key --to ann --as ann')
  command.action(async (code: string, options: ClaimOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const [brandId, to] = await Promise.all([brandIdOf(session, code), accountOf(session, options.to)])
    const secret = await readClaimKey(session, { ...options, code, brandId })
    const key = privateKeyToAccount(secret)
    const signature = await signClaim(key, { domain: await getDomain(client), brandId, to })
    const claimAddress = claimAddressOf({ brandId, claimKey: key.address })
    const plan = {
      title: `Claim points of ${code}`,
      facts: { brand: code, claimKey: key.address, claimAddress, to },
      steps: [
        {
          what: `claim to ${options.to}`,
          call: claimPoints(client, { brandId, claimKey: key.address, to, signature }),
        },
      ],
      outcome: (receipts: readonly TransactionReceipt[]) => {
        const [claimed] = hubEventsOf(receipts, 'Claimed')
        return { points: claimed ? formatPoints(claimed.args.points) : null }
      },
    }
    await carryOut(io, client, plan, options)
  })
}
