import { expect } from 'chai'
import type { Brand, Network, TermsEntry } from '../../../scripts/audit/ledger.ts'
import { PERMANENT } from '../../../scripts/audit/lots.ts'
import type { Indexed, Rows } from './indexed.ts'

const text = (amount: bigint | number): string => String(amount)

/** Rows by the text of some of their columns. */
function by(rows: Rows, ...columns: string[]): Record<string, Record<string, unknown>> {
  return Object.fromEntries(rows.map((row) => [columns.map((column) => String(row[column])).join(':'), row]))
}

const BRAND = `id code neverExpires reserve supply rate spreadBps promisePercent life announcedRate effectiveAt entranceOpen
  windingDown batches holders issued swappedIn swappedOut paid refunded redeemed donated expired reversed short deposited
  valueIn valueOut withdrawn`

/** Holds everything the auditor keeps against the read model. */
export async function expectSameBooks(indexed: Indexed, network: Network, time: number): Promise<void> {
  const brands = by(await indexed.all('brands', BRAND), 'id')
  expect(Object.keys(brands)).to.deep.equal([...network.brands.keys()].map(String))
  for (const brand of network.brands.values()) expectSameBrand(brands[brand.id] ?? {}, brand, time)
  expect(await lotsThere(indexed)).to.deep.equal(lotsOf(network))
  await expectSameRest(indexed, network)
}

function expectSameBrand(found: Record<string, unknown>, brand: Brand, time: number): void {
  const due = found['effectiveAt'] !== null && time >= Number(found['effectiveAt'])
  const { points, money, terms } = brand
  const moneyIn = money.swappedIn + money.paidIn + money.refundedIn
  const moneyOut = money.swappedOut + money.donated + money.paidOut + money.refundedOut
  expect(found, `brand ${brand.code}`).to.include({
    ...{ code: brand.code, neverExpires: brand.neverExpires, windingDown: brand.windingDown },
    ...{ reserve: text(brand.reserve), supply: text(brand.supply), entranceOpen: !brand.entranceClosed },
    ...{ [due ? 'announcedRate' : 'rate']: text(terms.rate), batches: text(brand.batches.length) },
    ...{ issued: text(points.issued), swappedIn: text(points.swappedIn), refunded: text(points.refunded) },
    ...{ swappedOut: text(-points.swappedOut), paid: text(-points.paid), redeemed: text(-points.redeemed) },
    ...{ donated: text(-points.donated), expired: text(-points.expired), reversed: text(-points.reversed) },
    ...{ short: text(brand.debtPoints), deposited: text(money.deposited) },
    ...{ valueIn: text(moneyIn), valueOut: text(-moneyOut), withdrawn: text(-money.withdrawn - money.remainder) },
    holders: [...brand.members.values()].filter((lots) => lots.length > 0).length,
  })
}

/** Every lot of every account, as the auditor keeps them: those that expired and were not swept are among them. */
function lotsOf(network: Network): string[] {
  const lines = [...network.brands.values()].flatMap((brand) =>
    [...brand.members].flatMap(([member, lots]) =>
      lots.map(({ expiry, points }) => `${brand.id} ${member} ${expiry === PERMANENT ? 'for ever' : expiry} ${points}`),
    ),
  )
  return lines.sort()
}

/** The same out of the lots table, which must say what the balances say. */
async function lotsThere(indexed: Indexed): Promise<string[]> {
  const rows = await indexed.all('lots', 'brandId member lastEpoch permanent points')
  const lines = rows.map(({ brandId, member, lastEpoch, permanent, points }) => {
    return `${brandId} ${member} ${permanent ? 'for ever' : lastEpoch} ${points}`
  })
  const balances = await indexed.all('balances', 'brandId member points lots')
  const held = balances.flatMap(({ brandId, member, points, lots }) => {
    const list = lots as { lastEpoch: number | null; points: string }[]
    const sum = list.reduce((total, lot) => total + BigInt(lot.points), 0n)
    expect(points, `balance of ${member} in brand ${brandId}`).to.equal(text(sum))
    return list.map((lot) => `${brandId} ${member} ${lot.lastEpoch ?? 'for ever'} ${lot.points}`)
  })
  expect(held.sort()).to.deep.equal(lines.sort())
  return lines
}

async function expectSameRest(indexed: Indexed, network: Network): Promise<void> {
  const brands = [...network.brands.values()]
  const causes = (await indexed.all('causes', 'id credit received paidOut active payout')).map((row) => ({ ...row }))
  expect(causes).to.deep.equal(
    [...network.causes.values()].map(({ id, credit, donated, paid, active, payout }) => {
      return { id, credit: text(credit), received: text(donated), paidOut: text(paid), active, payout }
    }),
  )
  const reversals = by(await indexed.all('reversals', 'brandId sequence member total'), 'brandId', 'sequence', 'member')
  const asked = brands.flatMap(({ id, reversed }) => [...reversed].map(([key, total]) => [`${id}:${key}`, text(total)]))
  expect(Object.entries(reversals).map(([key, row]) => [key, row['total']])).to.have.deep.members(asked)

  const claims = await indexed.all('claims', 'brandId claimAddress movedTo')
  const moved = brands.flatMap(({ id, movedTo }) => [...movedTo].map(([from, to]) => `${id} ${from} ${to}`))
  expect(claims.map((row) => Object.values(row).join(' '))).to.have.members(moved)

  const payments = by(
    await indexed.all('payments', 'tillId member orderReference refundedShare'),
    'tillId',
    'member',
    'orderReference',
  )
  expect(Object.keys(payments)).to.have.length(network.payments.size)
  for (const [key, share] of network.refunded) expect(payments[key]?.['refundedShare'], key).to.equal(text(share))

  const members = by(await indexed.all('members', 'address unlockAt nonceBase usedNonces'), 'address')
  for (const [address, { unlockAt, nonceBase, usedNonces }] of network.members) {
    const bits = [...usedNonces].reduce((sum, nonce) => sum | (1n << (nonce - nonceBase)), 0n)
    const expected = { unlockAt: text(unlockAt), nonceBase: text(nonceBase), usedNonces: text(bits) }
    expect(members[address], address).to.include(expected)
  }
  const announced = by(
    await indexed.all('announcements', 'brandId effectiveAt rate cancelledAt announcedAt'),
    'brandId',
    'announcedAt',
    'cancelledAt',
  )
  expect(Object.keys(announced)).to.have.members(
    brands.flatMap(({ id, history }) => history.map((one) => keyOf(id, one))),
  )
}

const keyOf = (id: number, { announcedAt, cancelledAt }: TermsEntry): string =>
  `${id}:${announcedAt}:${cancelledAt ?? null}`
