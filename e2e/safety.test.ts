import { expect } from 'chai'
import { getLock } from '../chain/actions/getLock.ts'
import { signersOf } from '../chain/account/signers-of.ts'
import { refusals } from '../web/messages/refusals.ts'
import { safetyText } from '../web/messages/safety.ts'
import { common } from '../web/messages/common.ts'
import { swapText } from '../web/messages/swap.ts'
import { balanceOf } from './harness/books.ts'
import { browserTest } from './harness/browser-test.ts'
import { eventually } from './harness/eventually.ts'
import { untilShown } from './steps/flow.ts'
import { enterAgain } from './steps/enter-again.ts'
import { addDevice } from './steps/add-device.ts'
import { member } from './steps/member.ts'
import { signedInAs } from './steps/sign-up.ts'
import { confirmSwap, quoteSwap } from './steps/swap.ts'

const text = safetyText.en
const SWAP = { from: 'moor-coffee', to: 'Fernway Outdoor', points: '20' }
const DAY = 86_400n

describe('safety', () => {
  browserTest('a lock stops everything, and takes its time to let go', async ({ stack, visitor }) => {
    const owner = await visitor()
    const account = await member(owner, { 'moor-coffee': 5_000n })
    const { page } = owner

    await owner.open('/safety')
    await page.getByLabel(text.howLong).selectOption(String(3n * DAY))
    await page.getByRole('button', { name: text.lock, exact: true }).click()
    await untilShown(owner)
    expect(await getLock(stack.client, { member: account })).to.deep.equal({
      unlockDelay: 3n * DAY,
      unlockAt: undefined,
    })

    await owner.open('/swap?from=moor-coffee')
    await page.getByLabel(swapText.en.give).fill('20')
    await page.getByText(refusals.en.locked).first().waitFor()
    expect(
      await page
        .getByRole('button', { name: /^Swap\b/ })
        .last()
        .isEnabled(),
    ).to.equal(false)
    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(5_000n)

    await owner.open('/safety')
    await page.getByRole('button', { name: common.en.done }).click()
    await page.getByRole('button', { name: text.unlock }).click()
    await untilShown(owner)
    const lock = await getLock(stack.client, { member: account })
    const now = BigInt(Math.floor(Date.now() / 1000))
    expect(lock?.unlockAt !== undefined && lock.unlockAt > now + 2n * DAY, 'still days away').to.equal(true)
  })

  browserTest('a second device gets in by itself, and can put the first one out', async ({ stack, visitor }) => {
    const [phone, tablet] = [await visitor(), await visitor({ width: 820, height: 1180 })]
    phone.complaints.expect(/status of 4\d\d/)
    const account = await member(phone, { 'moor-coffee': 5_000n })
    await addDevice(phone, tablet)
    const both = await signersOf(stack.client, { account })
    expect(both.map(({ slot }) => slot)).to.deep.equal([0, 1])

    await tablet.page.getByRole('link', { name: text.linkSignIn }).last().click()
    await enterAgain(tablet)
    expect(await signedInAs(tablet)).to.equal(account)
    const promised = await quoteSwap(tablet, SWAP)
    await confirmSwap(tablet)
    await untilShown(tablet)
    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(3_000n)
    expect(await balanceOf(stack, 'fernway', account)).to.equal(promised)

    await tablet.open('/safety')
    await tablet.page.getByRole('button', { name: text.remove }).first().click()
    await tablet.page.getByRole('dialog').getByRole('button', { name: text.remove }).click()
    await untilShown(tablet)
    expect((await signersOf(stack.client, { account })).map(({ slot }) => slot)).to.deep.equal([1])

    // Its session is over, too: a moment later the phone is asked to sign in.
    await eventually(async () => {
      await phone.open('/activity')
      expect(new URL(phone.page.url()).pathname).to.equal('/sign-in')
    })
    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(3_000n)
  })

  browserTest('a session ends from another browser', async ({ visitor }) => {
    const [phone, other] = [await visitor(), await visitor()]
    await member(phone, {})
    await other.passkeys.import(await phone.passkeys.export())
    await other.open('/sign-in')
    await enterAgain(other)

    await phone.open('/safety')
    await phone.page.getByRole('button', { name: text.signOutOther }).click()
    await phone.page.getByRole('button', { name: text.signOutOther }).waitFor({ state: 'detached' })
    await other.open('/activity')
    await other.page.waitForURL('**/sign-in**')
    await phone.open('/activity')
    expect(new URL(phone.page.url()).pathname).to.equal('/activity')
  })
})
