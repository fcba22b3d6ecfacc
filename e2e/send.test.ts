import { expect } from 'chai'
import { sendText } from '../web/messages/send.ts'
import { balanceOf, booksOf } from './harness/books.ts'
import { browserTest } from './harness/browser-test.ts'
import { untilShown } from './steps/flow.ts'
import { member } from './steps/member.ts'
import { signUp } from './steps/sign-up.ts'

describe('send', () => {
  browserTest('moves points to whoever shows a code, and both see it', async ({ stack, visitor }) => {
    const [giver, friend] = [await visitor(), await visitor()]
    const from = await member(giver, { 'moor-coffee': 5_000n })
    const to = await signUp(friend)
    const { supply } = await booksOf(stack, 'moor-coffee')

    await giver.open(`/send#to=${to}`)
    await giver.page.getByText(sendText.en.unknown).waitFor()
    expect(new URL(giver.page.url()).hash, 'the address stays in the address bar').to.equal('')
    await giver.page.getByLabel(sendText.en.amount).fill('7.25')
    await giver.page.getByRole('button', { name: sendText.en.confirm('7.25', 'Moor Coffee') }).click()
    await untilShown(giver)

    expect(await balanceOf(stack, 'moor-coffee', from)).to.equal(4_275n)
    expect(await balanceOf(stack, 'moor-coffee', to)).to.equal(725n)
    expect((await booksOf(stack, 'moor-coffee')).supply).to.equal(supply)
    await friend.open('/')
    await friend.page.locator('[data-brand=moor-coffee]').getByText('7.25').first().waitFor()
  })

  browserTest(
    'refuses an address with a wrong letter, the own one and those of the network',
    async ({ stack, visitor }) => {
      const giver = await visitor()
      const own = await member(giver, { 'moor-coffee': 5_000n })
      const { page } = giver
      await giver.open('/send')
      await page.getByLabel(sendText.en.amount).fill('1')
      const wrong = [
        [own, sendText.en.self],
        [stack.network.hub, sendText.en.contract],
        ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD'.replace('5aA', '5AA'), sendText.en.badChecksum],
        ['0x1234', sendText.en.badAddress],
      ] as const
      for (const [address, says] of wrong) {
        await page.getByLabel(sendText.en.to, { exact: true }).fill(address)
        await page.getByText(says).waitFor()
        expect(await page.getByRole('button', { name: /^Send/ }).isEnabled()).to.equal(false)
      }
      expect(await balanceOf(stack, 'moor-coffee', own)).to.equal(5_000n)
    },
  )
})
