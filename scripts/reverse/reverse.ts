import type { Command } from 'commander'
import type { TransactionReceipt } from 'viem'
import { findCreditRun } from '../../chain/actions/findCreditRun.ts'
import { reverseCredits } from '../../chain/actions/reverseCredits.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { tokenEventsOf } from '../../chain/events/events-of.ts'
import { recordByHand } from '../access/record-by-hand.ts'
import { parseCode, parseCount, parsePoints } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { accountOf, brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'

export function registerReverse(program: Command, io: Io): void {
  const command = program
    .command('reverse')
    .summary('Take back points of a credit whose purchase was returned')
    .description('Take back points of one credit. The total is cumulative, so sending it again takes nothing more.')
    .argument('<brand>', 'code of the brand', parseCode)
    .argument('<batch>', 'number of the batch that credited them', parseCount)
    .argument('<member>', 'address or key name that was credited')
    .argument('<total>', 'points to have taken back of this credit in total', parsePoints)
  withSendOptions(command, { signer: 'a minter of the brand' })
  withExample(command, 'points reverse cafe 12 ann 30 --as cafe-minter')
  command.action(async (code: string, sequence: bigint, who: string, total: bigint, options: SendOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const [brandId, member] = await Promise.all([brandIdOf(session, code), accountOf(session, who)])
    const credit = await findCreditRun(client, { brandId, sequence, member, fromBlock: session.hubBlock })
    const { batch, run, position, credited, reversed } = credit
    const items = [{ run, reversals: [{ position, total }] }]
    const plan = {
      title: `Take back points of batch ${sequence} of ${code}`,
      facts: {
        brand: code,
        batch: sequence.toString(),
        member,
        credited: formatPoints(credited),
        takenBackBefore: formatPoints(reversed),
        total: formatPoints(total),
        windowClosesAt: formatTime(batch.mintedAt + BigInt(batch.returnWindow)),
      },
      steps:
        total > reversed
          ? [{ what: `take back from ${who}`, call: await reverseCredits(client, { brandId, items }) }]
          : [],
      outcome: async (receipts: readonly TransactionReceipt[]) => {
        const detail = { total: formatPoints(total), transaction: receipts[0]?.transactionHash ?? null }
        await recordByHand(io, session, {
          ...{ brandId, code, act: 'points.reverse', subject: sequence.toString(), detail },
        })
        const [event] = tokenEventsOf(receipts, 'Reversed')
        const { asked = 0n, taken = 0n, short = 0n } = event?.args ?? {}
        return { asked: formatPoints(asked), taken: formatPoints(taken), short: formatPoints(short) }
      },
    }
    await carryOut(io, client, plan, options)
  })
}
