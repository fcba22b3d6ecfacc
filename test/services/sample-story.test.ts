import { strict as assert } from 'node:assert'
import { type EpochClock, epochAt } from '../../chain/codec/lots.ts'
import { sampleBrands } from '../../scripts/sample/brands.ts'
import { Calendar, LENGTH, OPALS_LAST_ROUND, ROUNDS, dayOfRound } from '../../scripts/sample/calendar.ts'
import { accountHolders, customersOf, isCustomer, sampleMembers } from '../../scripts/sample/members.ts'
import { seededRandom } from '../../scripts/sample/seeded-random.ts'
import { type OrderLine, writeOrders } from '../../scripts/sample/write-orders.ts'

const clock: EpochClock = { origin: 0n, length: 180n * 86_400n }
const HOUR = 3_600n

describe('sample story', () => {
  it('expires what Opal bought and lets Mira’s coffee go with this epoch, whatever the date is', () => {
    const start = 110n * clock.length
    for (let now = start; now < start + 2n * clock.length; now += 7n * HOUR) {
      const calendar = new Calendar(now, clock)
      const epoch = epochAt(now, clock)
      const coffee = calendar.timeOf(dayOfRound(calendar.lastRoundBeforeEpoch))
      assert.equal(epochAt(coffee, clock), epoch - 1n)
      assert.ok(epochAt(calendar.timeOf(dayOfRound(OPALS_LAST_ROUND)), clock) + 2n <= epoch)
      assert.ok(calendar.opalsEnd > dayOfRound(OPALS_LAST_ROUND) && calendar.opalsEnd < LENGTH)
    }
  })

  it('is the same story at every start', () => {
    assert.deepEqual(allOrders(), allOrders())
  })

  it('brings something back only of what was bought', () => {
    const bought = new Map<string, OrderLine>()
    let returns = 0
    for (const line of allOrders()) {
      if (line.quantity > 0) bought.set(`${line.order} ${line.item}`, line)
      if (line.quantity > 0) continue
      const sale = bought.get(`${line.order.replace(/-R$/, '')} ${line.item}`)
      assert.deepEqual(sale, { ...line, order: line.order.replace(/-R$/, ''), quantity: -line.quantity })
      returns += 1
    }
    assert.ok(returns > 10)
  })

  it('has forty members, each account holder a regular of three brands', () => {
    assert.equal(new Set(sampleMembers).size, 40)
    for (const member of accountHolders) {
      assert.equal(sampleBrands.filter(({ code }) => isCustomer(member, code)).length, 3)
    }
    for (const { code } of sampleBrands) assert.ok(customersOf(code).length > 10)
  })
})

function allOrders(): OrderLine[] {
  return sampleBrands.flatMap((brand, index) => {
    const random = seededRandom(index + 1)
    const last = new Map<string, OrderLine>()
    const rounds = Array.from({ length: ROUNDS }, (_, round) => round).filter(brand.sellsIn)
    return rounds.flatMap((round) => writeOrders({ brand, file: round + 1, last, random }))
  })
}
