import { expect } from 'chai'
import { getCode } from 'viem/actions'
import { claimLink } from '../scripts/up/claim-link.ts'
import { MIRA } from '../scripts/sample/members.ts'
import { balanceOf, booksOf } from './harness/books.ts'
import { claimText } from '../web/messages/claim.ts'
import { receiptsText } from '../web/messages/receipts.ts'
import { browserTest } from './harness/browser-test.ts'
import { somebodyWaiting } from './harness/waiting.ts'
import { untilShown } from './steps/flow.ts'
import { signedInAs, signUp } from './steps/sign-up.ts'
import { confirmSwap, quoteSwap } from './steps/swap.ts'

describe('beginning', () => {
  browserTest('makes an account with one fingerprint and shows what to do first', async ({ stack, visitor }) => {
    const shopper = await visitor()
    const account = await signUp(shopper)

    expect(await shopper.passkeys.export()).to.have.length(1)
    expect(await getCode(stack.client, { address: account })).to.equal(undefined)
    await shopper.page.getByText('$0.00').first().waitFor()
  })

  browserTest(
    'collects by one link what several brands put aside, and swaps some of it',
    async ({ stack, visitor }) => {
      const { name, waiting } = await somebodyWaiting(stack)
      const link = await claimLink({ home: stack.home, network: stack.network, externalId: name })
      if (name === MIRA) expect(waiting).to.have.length(3)

      const mira = await visitor()
      const began = Date.now()
      await mira.open(link ?? '')
      await mira.page.getByRole('button', { name: claimText.en.collectNew }).click()
      await untilShown(mira)
      expect(new URL(mira.page.url()).hash, 'the key stays in the address bar').to.equal('')

      const account = await signedInAs(mira)
      for (const { code, claimAddress, points } of waiting) {
        expect(await balanceOf(stack, code, account), `${code}, collected`).to.equal(points)
        expect(await balanceOf(stack, code, claimAddress), `${code}, left behind`).to.equal(0n)
      }
      expect(await getCode(stack.client, { address: account }), 'account on chain').to.be.a('string')

      const first = waiting.find(({ code }) => code !== 'fernway')
      if (!first) throw new Error('nothing waits')
      const [from, to] = [first.code, 'fernway']
      const before = { from: await booksOf(stack, from), to: await booksOf(stack, to) }
      const had = { from: await balanceOf(stack, from, account), to: await balanceOf(stack, to, account) }
      const promised = await quoteSwap(mira, { from, to: 'Fernway Outdoor', points: '10' })
      await confirmSwap(mira)
      await untilShown(mira)
      expect(Date.now() - began, 'milliseconds from the link to the first swap').to.be.below(60_000)

      expect(await balanceOf(stack, from, account)).to.equal(had.from - 1_000n)
      expect(await balanceOf(stack, to, account)).to.equal(had.to + promised)
      const after = { from: await booksOf(stack, from), to: await booksOf(stack, to) }
      expect(after.from.reserve + after.to.reserve).to.equal(before.from.reserve + before.to.reserve)
      expect(before.from.supply - after.from.supply >= 1_000n, 'points burnt').to.equal(true)
      expect(after.to.supply).to.equal(before.to.supply + promised)

      // What she bought before she came here, out of the books of her brands, held against the chain by her own browser.
      await mira.open('/receipts')
      await mira.page.getByRole('link', { name: receiptsText.en.earnedTitle }).first().click()
      await mira.page.getByRole('heading', { name: receiptsText.en.purchases }).waitFor()
      await mira.page.getByRole('button', { name: receiptsText.en.checkNow }).click()
      await mira.page.getByText(receiptsText.en.valid).waitFor()
    },
  )
})
