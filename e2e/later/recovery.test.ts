import { expect } from 'chai'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { recoveryOf } from '../../chain/account/recovery-of.ts'
import { signersOf } from '../../chain/account/signers-of.ts'
import { common } from '../../web/messages/common.ts'
import { safetyText } from '../../web/messages/safety.ts'
import { balanceOf } from '../harness/books.ts'
import { browserTest } from '../harness/browser-test.ts'
import { waitOnChain } from '../harness/time.ts'
import { Wallet } from '../harness/wallet.ts'
import { enterAgain } from '../steps/enter-again.ts'
import { untilShown } from '../steps/flow.ts'
import { member } from '../steps/member.ts'
import { askForAccount, nameRecovery } from '../steps/recover.ts'
import { signedInAs } from '../steps/sign-up.ts'
import { confirmSwap, quoteSwap } from '../steps/swap.ts'

const text = safetyText.en
const SWAP = { from: 'moor-coffee', to: 'Fernway Outdoor', points: '20' }
const DELAY = 3n * 86_400n

describe('recovery', () => {
  browserTest('can be refused by the owner', async ({ stack, visitor }) => {
    const [owner, friend] = [await visitor(), await visitor()]
    const named = privateKeyToAccount(generatePrivateKey())
    await Wallet.install(friend, { account: named, chainId: stack.network.chainId })
    const account = await member(owner, { 'moor-coffee': 5_000n })
    await nameRecovery(owner, named.address, DELAY)
    const before = await signersOf(stack.client, { account })

    await askForAccount(friend, account)
    expect((await recoveryOf(stack.client, account)).pending, 'a request under way').to.be.an('object')
    await owner.open('/safety')
    await owner.page.getByRole('button', { name: common.en.done }).click()
    await owner.page.getByRole('button', { name: text.sayNo }).click()
    await untilShown(owner)

    expect((await recoveryOf(stack.client, account)).pending).to.equal(undefined)
    expect(await signersOf(stack.client, { account })).to.deep.equal(before)
  })

  browserTest('gives the account to a new device when the delay is over', async ({ stack, visitor }) => {
    const [lost, friend] = [await visitor(), await visitor()]
    const named = privateKeyToAccount(generatePrivateKey())
    await Wallet.install(friend, { account: named, chainId: stack.network.chainId })
    const account = await member(lost, { 'moor-coffee': 5_000n })
    await nameRecovery(lost, named.address, DELAY)

    await askForAccount(friend, account)
    friend.complaints.expect(/status of 4\d\d/)
    await waitOnChain(stack, DELAY)
    await friend.page.getByRole('button', { name: text.recoverFinish }).click()
    await friend.page.getByText(text.recoverFinished).waitFor()
    expect(await signersOf(stack.client, { account })).to.have.length(1)

    await friend.open('/sign-in')
    await enterAgain(friend)
    expect(await signedInAs(friend)).to.equal(account)
    const promised = await quoteSwap(friend, SWAP)
    await confirmSwap(friend)
    await untilShown(friend)
    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(3_000n)
    expect(await balanceOf(stack, 'fernway', account)).to.equal(promised)
  })
})
