import type { Command } from 'commander'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { getWithdrawal } from '../../chain/actions/getWithdrawal.ts'
import { listBrands } from '../../chain/actions/listBrands.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { parseCode } from '../cli/arguments.ts'
import type { Facts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession, type Session } from '../cli/session.ts'
import { coverPercentDown } from '../../service/status/cover.ts'
import { formatBrand } from './format-brand.ts'
import { readRoleHolders } from './role-holders.ts'
import { termsFacts } from './terms-facts.ts'

export function registerShow(brand: Command, io: Io): void {
  const command = brand.command('show').description("Show a brand's reserve, terms, roles and quotas.")
  withReadOptions(command.argument('<code>', 'code of the brand', parseCode))
  withExample(command, 'points brand show cafe')
  command.action(async (code: string, options: ReadOptions) => {
    const session = await openSession(io, options)
    const shown = await describeBrand(session, await brandIdOf(session, code))
    printAnswer(io, options, shown, () => formatBrand(shown))
  })
}

/** Everything there is to say about a brand, as it stands at the latest block. */
export async function describeBrand(session: Session, brandId: number) {
  const { client, hubBlock } = session
  const [state, withdrawal, brands, holders, { now }] = await Promise.all([
    getBrand(client, { brandId }),
    getWithdrawal(client, { brandId }),
    listBrands(client, { fromBlock: hubBlock }),
    readRoleHolders(session, brandId),
    getChainTime(client),
  ])
  const { code, name, symbol, token } = brands.find((each) => each.brandId === brandId) ?? {}
  const { reserve, supply, terms, announced, neverExpires } = state
  const identity: Facts = { brandId, code, name, symbol, token, asOf: formatTime(now) }
  const money: Facts = {
    reserve: formatMoney(reserve),
    supply: formatPoints(supply),
    coverPercent: coverPercentDown({ reserve, supply, rate: terms.rate }),
    batches: state.lastSequence.toString(),
    entrance: state.entranceOpen ? (state.pairRules ? 'open, not to every brand' : 'open') : 'closed',
    windingDown: state.windingDown,
    remainderAt: state.remainderAt === undefined ? undefined : formatTime(state.remainderAt),
  }
  return {
    ...identity,
    ...money,
    terms: termsFacts(terms, neverExpires),
    announced: announced
      ? { ...termsFacts(announced.terms, neverExpires), effectiveAt: formatTime(announced.effectiveAt) }
      : null,
    withdrawal: withdrawal
      ? {
          amount: formatMoney(withdrawal.amount),
          opensAt: formatTime(withdrawal.opensAt),
          closesAt: formatTime(withdrawal.closesAt),
        }
      : null,
    ...holders,
  }
}
