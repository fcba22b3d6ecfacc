import { expect } from 'chai'
import { announceTerms } from '../../chain/actions/announceTerms.ts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { common } from '../../web/messages/common.ts'
import { refusals } from '../../web/messages/refusals.ts'
import { balanceOf, brandIdOf } from '../harness/books.ts'
import { asOwner } from '../harness/brand-acts.ts'
import { browserTest } from '../harness/browser-test.ts'
import { waitOnChain } from '../harness/time.ts'
import { untilFlow, untilShown } from '../steps/flow.ts'
import { member } from '../steps/member.ts'
import { holdQuotes } from '../steps/quotes.ts'
import { confirmSwap, quoteSwap } from '../steps/swap.ts'

const SWAP = { from: 'moor-coffee', to: 'Fernway Outdoor', points: '20' }

describe('an announced rate', () => {
  browserTest('that takes effect between quote and signature moves nothing', async ({ stack, visitor }) => {
    const brandId = brandIdOf(stack, 'moor-coffee')
    const { terms, supply } = await getBrand(stack.client, { brandId })
    const cut = { ...terms, rate: (terms.rate * 9n) / 10n }
    await asOwner(
      stack,
      'moor-coffee',
      await announceTerms(stack.client, { brandId, terms: cut, maxSupply: supply * 2n }),
    )
    const { announced } = await getBrand(stack.client, { brandId })
    const shopper = await visitor()
    const account = await member(shopper, { 'moor-coffee': 5_000n })
    shopper.complaints.expect(/status of 4\d\d/)

    const promised = await quoteSwap(shopper, SWAP)
    await holdQuotes(shopper)
    const { now } = await getChainTime(stack.client)
    await waitOnChain(stack, (announced?.effectiveAt ?? now) - now + 1n)
    await confirmSwap(shopper)
    await untilFlow(shopper, ['failed'])
    await shopper.page.getByText(refusals.en.changed).waitFor()
    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(5_000n)
    expect(await balanceOf(stack, 'fernway', account)).to.equal(0n)

    await shopper.page.unrouteAll()
    await shopper.page.getByRole('button', { name: common.en.again }).click()
    const promisedNow = await quoteSwap(shopper, SWAP)
    expect(promisedNow < promised, 'a smaller promise at the new rate').to.equal(true)
    await confirmSwap(shopper)
    await untilShown(shopper)
    expect(await balanceOf(stack, 'fernway', account)).to.equal(promisedNow)
  })
})
