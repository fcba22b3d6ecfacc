import { expect } from 'chai'
import { getNonces } from '../chain/actions/getNonces.ts'
import { setEntrance } from '../chain/actions/setEntrance.ts'
import { common } from '../web/messages/common.ts'
import { flows } from '../web/messages/flows.ts'
import { refusals } from '../web/messages/refusals.ts'
import { balanceOf, booksOf, brandIdOf } from './harness/books.ts'
import { asOwner, credit } from './harness/brand-acts.ts'
import { browserTest } from './harness/browser-test.ts'
import { killPart } from './harness/kill-part.ts'
import { member } from './steps/member.ts'
import { holdQuotes } from './steps/quotes.ts'
import { untilFlow, untilShown } from './steps/flow.ts'
import { confirmGift, quoteGift } from './steps/give.ts'
import { confirmSwap, quoteSwap } from './steps/swap.ts'

const COFFEE_TO_FERNWAY = { from: 'moor-coffee', to: 'Fernway Outdoor', points: '12.5' }
const START = { 'moor-coffee': 5_000n }
const STRANGER = '0x00000000000000000000000000000000000057A6'

describe('swap', () => {
  browserTest('shows the new points as soon as the chain has them', async ({ stack, visitor }) => {
    const shopper = await visitor()
    const account = await member(shopper, START)

    const promised = await quoteSwap(shopper, COFFEE_TO_FERNWAY)
    await confirmSwap(shopper)
    await untilShown(shopper)
    await shopper.open('/')
    const card = shopper.page.locator('[data-brand=moor-coffee]').getByTestId('points')
    expect(await card.innerText()).to.match(/^37\.5(?!\d)/)

    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(3_750n)
    expect(await balanceOf(stack, 'fernway', account)).to.equal(promised)
  })

  browserTest('goes through once when the page is reloaded in mid-swap', async ({ stack, visitor }) => {
    const shopper = await visitor()
    const account = await member(shopper, START)

    const promised = await quoteSwap(shopper, COFFEE_TO_FERNWAY)
    await confirmSwap(shopper)
    await untilFlow(shopper, ['sending', 'sent', 'in-block'])
    await shopper.page.reload()
    await untilShown(shopper)

    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(3_750n)
    expect(await balanceOf(stack, 'fernway', account)).to.equal(promised)
    expect((await getNonces(stack.client, { member: account })).next).to.equal(1n)
  })

  for (const part of ['service', 'indexer', 'portal'] as const) {
    browserTest(`goes through once when the ${part} is killed in mid-swap`, async ({ stack, visitor }) => {
      const shopper = await visitor()
      const account = await member(shopper, START)
      shopper.complaints.expect(
        /Failed to load resource|ERR_CONNECTION|ERR_EMPTY|ERR_INCOMPLETE|ERR_SOCKET|fetching the script/,
      )

      const promised = await quoteSwap(shopper, COFFEE_TO_FERNWAY)
      await confirmSwap(shopper)
      await untilFlow(shopper, ['sending', 'sent', 'in-block'])
      await killPart(stack, part)
      await untilShown(shopper, { seconds: 40 })

      expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(3_750n)
      expect(await balanceOf(stack, 'fernway', account)).to.equal(promised)
      expect((await getNonces(stack.client, { member: account })).next).to.equal(1n)
    })
  }

  browserTest('moves nothing and says why when the brand closed after the quote', async ({ stack, visitor }) => {
    const shopper = await visitor()
    const account = await member(shopper, START)
    shopper.complaints.expect(/status of 4\d\d/)
    const books = await booksOf(stack, 'harbour-books')

    await quoteSwap(shopper, { ...COFFEE_TO_FERNWAY, to: 'Harbour Books' })
    await holdQuotes(shopper)
    const entrance = (open: boolean) => setEntrance(stack.client, { brandId: brandIdOf(stack, 'harbour-books'), open })
    await asOwner(stack, 'harbour-books', await entrance(false))
    try {
      await confirmSwap(shopper)
      await untilFlow(shopper, ['failed'])
      await shopper.page.getByText(flows.en.nothingMoved).first().waitFor()
    } finally {
      await asOwner(stack, 'harbour-books', await entrance(true))
    }

    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(5_000n)
    expect(await balanceOf(stack, 'harbour-books', account)).to.equal(0n)
    expect(await booksOf(stack, 'harbour-books')).to.deep.equal(books)
  })

  browserTest('gives no less than was quoted when a reserve grew short meanwhile', async ({ stack, visitor }) => {
    const shopper = await visitor()
    const account = await member(shopper, { 'saffron-house': 5_000n })
    shopper.complaints.expect(/status of 4\d\d/)

    await quoteSwap(shopper, { ...COFFEE_TO_FERNWAY, from: 'saffron-house' })
    await holdQuotes(shopper)
    const { supply } = await booksOf(stack, 'saffron-house')
    await credit(stack, STRANGER, { 'saffron-house': supply / 50n })
    await confirmSwap(shopper)
    await untilFlow(shopper, ['failed'])
    await shopper.page.getByText(refusals.en.changed).waitFor()

    expect(await balanceOf(stack, 'saffron-house', account)).to.equal(5_000n)
    expect(await balanceOf(stack, 'fernway', account)).to.equal(0n)
  })

  browserTest('carries what two tabs sign at the same moment', async ({ stack, visitor }) => {
    const shopper = await visitor()
    const account = await member(shopper, START)
    const tab = await shopper.secondTab()

    const promised = await quoteSwap(shopper, COFFEE_TO_FERNWAY)
    await quoteGift(tab, { cause: 'Open Kitchen', from: 'moor-coffee', points: '10' })
    await Promise.all([confirmSwap(shopper), confirmGift(tab)])
    await Promise.all([untilShown(shopper), untilShown(tab)])

    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(2_750n)
    expect(await balanceOf(stack, 'fernway', account)).to.equal(promised)
    expect((await getNonces(stack.client, { member: account })).next).to.equal(2n)
  })

  browserTest('moves nothing when nobody puts a finger on the reader', async ({ stack, visitor }) => {
    const shopper = await visitor()
    const account = await member(shopper, START)

    await quoteSwap(shopper, COFFEE_TO_FERNWAY)
    await shopper.passkeys.setVerified(false)
    await confirmSwap(shopper)
    await untilFlow(shopper, ['cancelled'])
    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(5_000n)

    await shopper.passkeys.setVerified(true)
    await shopper.page.getByRole('button', { name: common.en.again }).click()
    const promised = await quoteSwap(shopper, COFFEE_TO_FERNWAY)
    await confirmSwap(shopper)
    await untilShown(shopper)
    expect(await balanceOf(stack, 'fernway', account)).to.equal(promised)
  })
})
