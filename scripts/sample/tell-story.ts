import { getBrand } from '../../chain/actions/getBrand.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatRate } from '../../chain/codec/rate.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { collectEvents } from '../../chain/events/read-events.ts'
import { clearingHubAbi, pointsTokenAbi } from '../../chain/generated/abis.ts'
import type { Network } from '../../chain/network.ts'
import { sampleBrands } from './brands.ts'
import { sampleCauses } from './causes.ts'
import { sampleMembers } from './members.ts'
import { CUTTING_BRAND } from './plot.ts'
import type { Stage } from './stage.ts'

export interface TellStoryParameters {
  stage: Stage
  network: Network
}

/** What the walk left on the chain, read back from its logs: a headline and a few lines under it. */
export async function tellStory({ stage, network }: TellStoryParameters): Promise<string> {
  const seen = await readHistory({ stage, network })
  const { minted, reversed, swapped, paid, refunded, donated, paidOut, expired, claimed } = seen
  const points = formatPoints(sum(minted.map(({ args }) => args.points)))
  const back = formatPoints(sum(reversed.map(({ args }) => args.taken)))
  const given = formatMoney(sum(donated.map(({ args }) => args.value)))
  const fetched = formatMoney(sum(paidOut.map(({ args }) => args.amount)))
  const gone = formatPoints(sum(expired.map(({ args }) => args.points)))
  return [
    `${sampleBrands.length} brands, ${sampleCauses.length} causes, ${sampleMembers.length} members, 400 days`,
    `${points} points minted in ${minted.length} batches; ${back} taken back on ${reversed.length} returns.`,
    `${claimed.length} claims, ${swapped.length} swaps, ${paid.length} orders paid with points, ${refunded.length} of them refunded.`,
    `${donated.length} donations of ${given} USD together; a cause has withdrawn ${fetched} USD.`,
    `${gone} points expired, and were burnt.`,
    await cutLine(stage),
    'Mira, a customer without an account, has points of three brands to claim; some expire with this epoch.',
  ].join('\n')
}

async function cutLine(stage: Stage): Promise<string> {
  const name = sampleBrands.find(({ code }) => code === CUTTING_BRAND)?.name ?? CUTTING_BRAND
  const { terms, announced } = await getBrand(stage.chain.client, { brandId: stage.brandId(CUTTING_BRAND) })
  if (!announced) throw new Error(`${name} announced nothing.`)
  const [before, after] = [formatRate(terms.rate), formatRate(announced.terms.rate)]
  return `${name} has announced a cut from ${before} to ${after} USD per point; until ${formatTime(announced.effectiveAt)} the old rate holds.`
}

async function readHistory({ stage, network }: TellStoryParameters) {
  const { client } = stage.chain
  const ofHub = { abi: clearingHubAbi, address: network.hub, fromBlock: BigInt(network.hubBlock) } as const
  const address = sampleBrands.map(({ code }) => client.brandTokens.get(stage.brandId(code)) ?? network.hub)
  const ofTokens = { abi: pointsTokenAbi, address, fromBlock: BigInt(network.hubBlock) } as const
  const [minted, reversed, expired, claimed, swapped, paid, refunded, donated, paidOut] = await Promise.all([
    collectEvents(client, { ...ofTokens, eventName: 'BatchMinted' }),
    collectEvents(client, { ...ofTokens, eventName: 'Reversed' }),
    collectEvents(client, { ...ofTokens, eventName: 'Expired' }),
    collectEvents(client, { ...ofHub, eventName: 'Claimed' }),
    collectEvents(client, { ...ofHub, eventName: 'Swapped' }),
    collectEvents(client, { ...ofHub, eventName: 'Paid' }),
    collectEvents(client, { ...ofHub, eventName: 'PaymentRefunded' }),
    collectEvents(client, { ...ofHub, eventName: 'Donated' }),
    collectEvents(client, { ...ofHub, eventName: 'CausePaid' }),
  ])
  return { minted, reversed, expired, claimed, swapped, paid, refunded, donated, paidOut }
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)
