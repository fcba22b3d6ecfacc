import { expect } from 'chai'
import { getCause } from '../chain/actions/getCause.ts'
import { donateText } from '../web/messages/donate.ts'
import { givingText } from '../web/messages/giving.ts'
import { balanceOf, booksOf } from './harness/books.ts'
import { browserTest } from './harness/browser-test.ts'
import { untilShown } from './steps/flow.ts'
import { confirmGift, quoteGift } from './steps/give.ts'
import { member } from './steps/member.ts'

describe('give', () => {
  browserTest('turns points into money of a cause, with a receipt', async ({ stack, visitor }) => {
    const giver = await visitor()
    const account = await member(giver, { 'harbour-books': 4_000n })
    const before = { cause: await getCause(stack.client, { causeId: 2 }), books: await booksOf(stack, 'harbour-books') }

    await quoteGift(giver, { cause: 'Open Kitchen', from: 'harbour-books', points: '12' })
    await confirmGift(giver)
    await untilShown(giver)

    // 12 points at 0.05 USD
    const value = 600_000n
    const cause = await getCause(stack.client, { causeId: 2 })
    const books = await booksOf(stack, 'harbour-books')
    expect(await balanceOf(stack, 'harbour-books', account)).to.equal(2_800n)
    expect(cause.credit).to.equal(before.cause.credit + value)
    expect(books.reserve).to.equal(before.books.reserve - value)
    expect(books.supply).to.equal(before.books.supply - 1_200n)

    await giver.page.getByRole('link', { name: donateText.en.toReceipt }).click()
    const receipt = giver.page.getByRole('article')
    await receipt.getByRole('heading', { name: givingText.en.receiptTitle }).waitFor()
    const text = await receipt.innerText()
    expect(text).to.include('$0.60').and.to.include('SAMPLE-1002').and.to.include('12 Harbour Books points')
    expect(text).to.include(givingText.en.noTax)

    await giver.open('/giving')
    await giver.page.getByText('$0.60').first().waitFor()
  })
})
