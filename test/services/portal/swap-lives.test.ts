import { expect } from 'chai'
import { livesAfter } from '../../../web/features/swap/lives-after.ts'
import { aBrand, aHolding } from './a-brand.ts'

const clock = { origin: 0n, length: 100n }
const now = 250n

const terms = (life: number) => ({ rate: 100_000n, spreadBps: 0, promisePercent: 100, life })
const holding = (lots: { points: bigint; expiresAt: bigint | undefined }[]) => aHolding(aBrand({ id: 1 }), lots)

describe('how long the points of a swap live', () => {
  it('keeps each expiry, and gives the remainder to the soonest', () => {
    const from = holding([
      { points: 100n, expiresAt: 300n },
      { points: 200n, expiresAt: 400n },
    ])
    const to = aBrand({ id: 2, terms: terms(5) })
    expect(livesAfter({ from, to, points: 300n, pointsOut: 100n, clock, now })).to.deep.equal([
      { points: 34n, expiresAt: 300n },
      { points: 66n, expiresAt: 400n },
    ])
  })

  it('never lets them outlive what the destination gives', () => {
    const from = holding([{ points: 10n, expiresAt: undefined }])
    const to = aBrand({ id: 2, terms: terms(1) })
    expect(livesAfter({ from, to, points: 10n, pointsOut: 10n, clock, now })).to.deep.equal([
      { points: 10n, expiresAt: 400n },
    ])
  })

  it('lets only what never expires live for ever elsewhere', () => {
    const to = aBrand({ id: 2, neverExpires: true, terms: terms(5) })
    const swap = (expiresAt: bigint | undefined) =>
      livesAfter({ from: holding([{ points: 10n, expiresAt }]), to, points: 10n, pointsOut: 10n, clock, now })
    expect(swap(undefined)[0]?.expiresAt).to.equal(undefined)
    expect(swap(2_000n)[0]?.expiresAt).to.equal(700n)
  })
})
