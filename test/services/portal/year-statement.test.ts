import { expect } from 'chai'
import type { MovementKind, MovementRow } from '../../../web/graphql/rows.ts'
import { type BrandYear, yearStatement } from '../../../web/features/statement/year-statement.ts'

const clock = { origin: 0n, length: 100n }
const nothing = { value: null, rate: null, counterpart: null, causeId: null, tillId: null, orderReference: null }

type Side = { brandId: number; lots: [lastEpoch: number | null, points: number][] }

function row(
  time: number,
  kind: MovementKind,
  { out, into, value }: { out?: Side; into?: Side; value?: number },
): MovementRow {
  const lots = (side: Side | undefined) =>
    side?.lots.map(([lastEpoch, points]) => ({ lastEpoch, points: String(points) })) ?? null
  const sum = (side: Side | undefined) => (side ? String(side.lots.reduce((all, [, points]) => all + points, 0)) : null)
  return {
    ...nothing,
    ...{
      id: String(time),
      kind,
      time: String(time),
      block: '1',
      tx: '0x',
      logIndex: 0,
      sequence: null,
      short: null,
      lapsed: null,
    },
    outBrandId: out?.brandId ?? null,
    outPoints: sum(out),
    outLots: lots(out),
    inBrandId: into?.brandId ?? null,
    inPoints: sum(into),
    inLots: lots(into),
    ...(value === undefined ? {} : { value: String(value) }),
  }
}

/** Ids of brands: 1 expires, 2 never does. */
const history: MovementRow[] = [
  row(10, 'earned', { into: { brandId: 1, lots: [[1, 1_000]] } }),
  row(120, 'earned', { into: { brandId: 1, lots: [[3, 500]] } }),
  row(210, 'swapped', { out: { brandId: 1, lots: [[3, 200]] }, into: { brandId: 2, lots: [[null, 90]] }, value: 20 }),
  row(250, 'expired', { out: { brandId: 1, lots: [[1, 1_000]] } }),
  row(260, 'donated', { out: { brandId: 2, lots: [[null, 40]] }, value: 8 }),
  row(270, 'paid', { out: { brandId: 1, lots: [[3, 100]] }, value: 10 }),
  row(280, 'refunded', { into: { brandId: 1, lots: [[3, 50]] } }),
]

const find = (brands: BrandYear[], id: number): BrandYear => {
  const found = brands.find(({ brandId }) => brandId === id)
  if (!found) throw new Error(`brand ${id} is not in the statement`)
  return found
}

const flow = ({ brandId: _, opening, closing, ...columns }: BrandYear): bigint =>
  opening + Object.values(columns).reduce((sum, points) => sum + points, 0n) - closing

describe('yearStatement', () => {
  it('tells what came, what went and what is left, and adds up', () => {
    const { brands, spentValue, donatedValue, swappedValue } = yearStatement({
      movements: history,
      from: 0n,
      to: 300n,
      clock,
    })
    const [first, second] = [find(brands, 1), find(brands, 2)]
    expect(first).to.include({
      opening: 0n,
      earned: 1_500n,
      swapped: -200n,
      expired: -1_000n,
      spent: -100n,
      refunded: 50n,
    })
    expect(first.closing).to.equal(250n)
    expect(second).to.include({ swapped: 90n, donated: -40n, closing: 50n })
    expect([spentValue, donatedValue, swappedValue]).to.deep.equal([10n, 8n, 20n])
    expect([flow(first), flow(second)]).to.deep.equal([0n, 0n])
  })

  it('counts an expiry on its day, not when somebody sweeps', () => {
    const before = find(yearStatement({ movements: history, from: 0n, to: 200n, clock }).brands, 1)
    expect(before).to.include({ expired: 0n, closing: 1_500n })
    const onTheDay = find(yearStatement({ movements: history, from: 200n, to: 240n, clock }).brands, 1)
    expect(onTheDay).to.include({ opening: 1_500n, expired: -1_000n, closing: 300n })
    const after = find(yearStatement({ movements: history, from: 240n, to: 300n, clock }).brands, 1)
    expect(after).to.include({ opening: 300n, expired: 0n, closing: 250n })
  })

  it('lets go of what expires after the last movement', () => {
    const late = find(yearStatement({ movements: history, from: 300n, to: 500n, clock }).brands, 1)
    expect(late).to.include({ opening: 250n, expired: -250n, closing: 0n })
  })

  it('leaves brands out of which there never was anything in the year', () => {
    expect(
      yearStatement({ movements: history, from: 500n, to: 600n, clock }).brands.map((one) => one.brandId),
    ).to.deep.equal([2])
  })
})
