import { expect } from 'chai'
import { findPayment } from '../chain/actions/findPayment.ts'
import { getCause } from '../chain/actions/getCause.ts'
import { getNonces } from '../chain/actions/getNonces.ts'
import { orderReferenceOf } from '../chain/codec/order-reference.ts'
import { payText } from '../web/messages/pay.ts'
import { balanceOf, brandIdOf } from './harness/books.ts'
import { browserTest } from './harness/browser-test.ts'
import { killPart } from './harness/kill-part.ts'
import { untilFlow, untilShown } from './steps/flow.ts'
import { confirmGift, quoteGift } from './steps/give.ts'
import { member } from './steps/member.ts'

const UNDER_WAY = ['sending', 'sent', 'in-block'] as const

describe('a relay that is killed', () => {
  browserTest('in mid-donate and in mid-pay carries each of them once', async ({ stack, visitor }) => {
    const shopper = await visitor()
    const account = await member(shopper, { 'harbour-books': 4_000n })
    shopper.complaints.expect(/Failed to load resource|ERR_CONNECTION|ERR_EMPTY|ERR_INCOMPLETE|ERR_SOCKET/)
    const before = await getCause(stack.client, { causeId: 2 })

    await quoteGift(shopper, { cause: 'Open Kitchen', from: 'harbour-books', points: '12' })
    await confirmGift(shopper)
    await untilFlow(shopper, [...UNDER_WAY])
    await killPart(stack, 'service')
    await untilShown(shopper, { seconds: 40 })
    expect(await balanceOf(stack, 'harbour-books', account)).to.equal(2_800n)
    expect((await getCause(stack.client, { causeId: 2 })).credit).to.equal(before.credit + 600_000n)

    const order = `killed ${Date.now()}`
    await shopper.open(`/pay?brand=fernway&amount=500000&order=${encodeURIComponent(order)}`)
    await shopper.page.getByRole('button', { name: payText.en.confirm('$0.50') }).click()
    await untilFlow(shopper, [...UNDER_WAY])
    await killPart(stack, 'service')
    await untilShown(shopper, { seconds: 40 })
    const query = { brandId: brandIdOf(stack, 'fernway'), member: account, orderReference: orderReferenceOf(order) }
    const payment = await findPayment(stack.client, { ...query, fromBlock: BigInt(stack.network.hubBlock) })
    expect(payment.legs.map(({ points, value }) => [points, value])).to.deep.equal([[1_000n, 500_000n]])
    expect(await balanceOf(stack, 'harbour-books', account)).to.equal(1_800n)
    expect((await getNonces(stack.client, { member: account })).next).to.equal(2n)
  })
})
