import { expect } from 'chai'
import { noticesOf } from '../../../web/features/notices/notices-of.ts'
import { aBrand, aHolding } from './a-brand.ts'

const DAY = 86_400n
const NOW = 1_000n * DAY
const plain = aBrand({ id: 1 })
const announced = { rate: 80_000n, spreadBps: 100, promisePercent: 100, life: 2, effectiveAt: NOW + 5n * DAY }

describe('noticesOf', () => {
  it('tells of changes, closings, expiries, unlocking and recovery, the soonest first', () => {
    const changing = aHolding(aBrand({ id: 2, announced }), [{ points: 100n, expiresAt: NOW + 20n * DAY }])
    const closing = aHolding(aBrand({ id: 3, windingDown: true, remainderAt: NOW + 80n * DAY }), [
      { points: 100n, expiresAt: undefined },
    ])
    const notices = noticesOf({
      holdings: [closing, changing],
      now: NOW,
      lockedUntil: NOW + DAY,
      recoveryDueAt: NOW + 7n * DAY,
    })
    expect(notices.map(({ kind }) => kind)).to.deep.equal(['unlocking', 'change', 'recovery', 'expiring', 'windDown'])
  })

  it('keeps quiet of what is far away or not under way', () => {
    const holding = aHolding(plain, [
      { points: 100n, expiresAt: NOW + 121n * DAY },
      { points: 100n, expiresAt: undefined },
    ])
    expect(noticesOf({ holdings: [holding], now: NOW, lockedUntil: 2n ** 40n - 1n })).to.deep.equal([])
  })

  it('tells of expiries as far ahead as it is asked to', () => {
    const holding = aHolding(plain, [{ points: 100n, expiresAt: NOW + 40n * DAY }])
    expect(noticesOf({ holdings: [holding], now: NOW, ahead: 39n * DAY })).to.deep.equal([])
    expect(noticesOf({ holdings: [holding], now: NOW, ahead: 40n * DAY }).length).to.equal(1)
  })

  it('gives a notice the same name until it is about something else', () => {
    const idsAt = (now: bigint, effectiveAt: bigint) =>
      noticesOf({
        holdings: [
          aHolding(aBrand({ id: 2, announced: { ...announced, effectiveAt } }), [{ points: 1n, expiresAt: undefined }]),
        ],
        now,
      }).map(({ id }) => id)
    expect(idsAt(NOW, announced.effectiveAt)).to.deep.equal(idsAt(NOW + DAY, announced.effectiveAt))
    expect(idsAt(NOW, announced.effectiveAt)).not.to.deep.equal(idsAt(NOW, announced.effectiveAt + DAY))
  })
})
