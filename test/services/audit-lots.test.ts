import { expect } from 'chai'
import {
  addLot,
  capLots,
  PERMANENT,
  readLots,
  splitLots,
  sumLots,
  takeExpired,
  takeForReversal,
  takeOldest,
} from '../../scripts/audit/lots.ts'
import type { Lot } from '../../scripts/audit/lots.ts'
import { addPayment, findPayment, newPaymentIndex } from '../../scripts/audit/payment-index.ts'

const lot = (expiry: number, points: bigint): Lot => ({ expiry, points })

describe("the auditor's lots", () => {
  it('come out of a word soonest first, the last lane for ever where points never expire', () => {
    const word = (115n << 240n) | (7n << 200n) | (5n << 40n) | 3n
    expect(readLots(word, false)).to.deep.equal([lot(115, 3n), lot(116, 5n), lot(120, 7n)])
    expect(readLots(word, true)).to.deep.equal([lot(115, 3n), lot(116, 5n), lot(PERMANENT, 7n)])
  })

  it('are kept soonest first, and one for each last epoch', () => {
    const lots: Lot[] = []
    for (const [expiry, points] of [
      [5, 1n],
      [PERMANENT, 2n],
      [3, 4n],
      [5, 8n],
      [4, 0n],
    ] as const)
      addLot(lots, expiry, points)
    expect(lots).to.deep.equal([lot(3, 4n), lot(5, 9n), lot(PERMANENT, 2n)])
  })

  it('leave oldest first, and no more than there are', () => {
    const lots = [lot(3, 4n), lot(5, 9n)]
    expect(takeOldest(lots, 6n)).to.deep.equal([lot(3, 4n), lot(5, 2n)])
    expect(lots).to.deep.equal([lot(5, 7n)])
    expect(takeOldest(lots, 100n)).to.deep.equal([lot(5, 7n)])
    expect(lots).to.deep.equal([])
  })

  it("go back the credit's own first, then younger, then older", () => {
    const lots = [lot(3, 4n), lot(4, 4n), lot(5, 4n), lot(6, 4n)]
    expect(takeForReversal(lots, 5, 10n)).to.deep.equal([lot(4, 2n), lot(5, 4n), lot(6, 4n)])
    expect(lots).to.deep.equal([lot(3, 4n), lot(4, 2n)])
  })

  it('die when their last epoch is over, not before', () => {
    const lots = [lot(3, 4n), lot(4, 5n), lot(PERMANENT, 6n)]
    expect(takeExpired(lots, 3)).to.deep.equal([])
    expect(takeExpired(lots, 4)).to.deep.equal([lot(3, 4n)])
    expect(lots).to.deep.equal([lot(4, 5n), lot(PERMANENT, 6n)])
  })

  it('split pro rata, floored, with the remainder to the soonest', () => {
    const split = splitLots([lot(3, 1n), lot(4, 1n), lot(5, 1n)], 10n)
    expect(split).to.deep.equal([lot(3, 4n), lot(4, 3n), lot(5, 3n)])
    expect(sumLots(split)).to.equal(10n)
    expect(splitLots([], 10n)).to.deep.equal([])
  })

  it('never live longer than the cap, and stay for ever only where both sides say so', () => {
    const lots = [lot(3, 1n), lot(5, 2n), lot(PERMANENT, 4n)]
    expect(capLots(lots, 4, false)).to.deep.equal([lot(3, 1n), lot(4, 6n)])
    expect(capLots(lots, 4, true)).to.deep.equal([lot(3, 1n), lot(4, 2n), lot(PERMANENT, 4n)])
  })
})

describe("the auditor's index of payments", () => {
  it('knows each payment once, however many there are', () => {
    const index = newPaymentIndex()
    for (let i = 0; i < 5_000; i++) expect(addPayment(index, `payment ${i}`, { block: i, time: i * 2 })).to.equal(true)
    for (let i = 0; i < 5_000; i += 7) {
      expect(addPayment(index, `payment ${i}`, { block: 1, time: 1 })).to.equal(false)
      expect(findPayment(index, `payment ${i}`)).to.deep.equal({ block: i, time: i * 2 })
    }
    expect(findPayment(index, 'another')).to.equal(undefined)
  })
})
