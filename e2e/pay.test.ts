import { expect } from 'chai'
import { findPayment } from '../chain/actions/findPayment.ts'
import { refundPayment } from '../chain/actions/refundPayment.ts'
import { orderReferenceOf } from '../chain/codec/order-reference.ts'
import { parseShare } from '../chain/codec/share.ts'
import { common } from '../web/messages/common.ts'
import { payText } from '../web/messages/pay.ts'
import { balanceOf, booksOf, brandIdOf } from './harness/books.ts'
import { asMinter, untilIndexed } from './harness/brand-acts.ts'
import { browserTest } from './harness/browser-test.ts'
import { untilShown } from './steps/flow.ts'
import { member } from './steps/member.ts'

const DUE = 1_500_000n
const FULL = 10n ** 18n

describe('pay', () => {
  browserTest('covers a till’s request with points of two brands, and shows its refund', async ({ stack, visitor }) => {
    const buyer = await visitor()
    // 0.80 and 2.00 USD
    const account = await member(buyer, { 'moor-coffee': 4_000n, 'harbour-books': 4_000n })
    const order = `e2e ${Date.now()}`
    const before = { till: await booksOf(stack, 'fernway'), coffee: await booksOf(stack, 'moor-coffee') }

    await buyer.open(`/pay?brand=fernway&amount=${DUE}&order=${encodeURIComponent(order)}`)
    await buyer.page.getByText(payText.en.asks('Fernway Outdoor')).waitFor()
    await buyer.page.getByRole('button', { name: payText.en.confirm('$1.50') }).click()
    await untilShown(buyer)

    const brandId = brandIdOf(stack, 'fernway')
    const query = { brandId, member: account, orderReference: orderReferenceOf(order) }
    const payment = await findPayment(stack.client, { ...query, fromBlock: BigInt(stack.network.hubBlock) })
    const paid = payment.legs.reduce((sum, leg) => sum + leg.value, 0n)
    expect(payment.legs.length).to.equal(2)
    expect(paid >= DUE, 'the whole amount').to.equal(true)
    const till = await booksOf(stack, 'fernway')
    expect(till.reserve).to.equal(before.till.reserve + paid)
    const spent = (code: string): bigint =>
      payment.legs.find((leg) => leg.brandId === brandIdOf(stack, code))?.points ?? 0n
    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(4_000n - spent('moor-coffee'))
    expect(await balanceOf(stack, 'harbour-books', account)).to.equal(4_000n - spent('harbour-books'))
    expect((await booksOf(stack, 'moor-coffee')).supply).to.equal(before.coffee.supply - spent('moor-coffee'))

    await buyer.open(`/pay?brand=fernway&amount=${DUE}&order=${encodeURIComponent(order)}`)
    await buyer.page.getByRole('button', { name: common.en.done }).click()

    const block = await asMinter(stack, 'fernway', refundPayment(stack.client, { payment, share: parseShare('100') }))
    await untilIndexed(stack, block)
    expect((await findPayment(stack.client, { ...query, fromBlock: BigInt(stack.network.hubBlock) })).share).to.equal(
      FULL,
    )
    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(4_000n)
    expect(await balanceOf(stack, 'harbour-books', account)).to.equal(4_000n)
    expect((await booksOf(stack, 'fernway')).reserve).to.equal(before.till.reserve)
    await buyer.open('/activity')
    await buyer.page
      .getByRole('listitem')
      .filter({ hasText: /^Refund/ })
      .first()
      .waitFor()
  })

  browserTest('does not pay an order twice', async ({ stack, visitor }) => {
    const buyer = await visitor()
    const account = await member(buyer, { 'harbour-books': 4_000n })
    const request = `/pay?brand=fernway&amount=500000&order=${Date.now()}`
    await buyer.open(request)
    await buyer.page.getByRole('button', { name: payText.en.confirm('$0.50') }).click()
    await untilShown(buyer)
    const left = await balanceOf(stack, 'harbour-books', account)
    expect(left).to.equal(3_000n)

    await buyer.page.getByRole('button', { name: common.en.done }).click()
    await buyer.open(request)
    await buyer.page.getByText(payText.en.used).waitFor()
    expect(await buyer.page.getByRole('button', { name: payText.en.confirm('$0.50') }).isEnabled()).to.equal(false)
    expect(await balanceOf(stack, 'harbour-books', account)).to.equal(left)
  })
})
