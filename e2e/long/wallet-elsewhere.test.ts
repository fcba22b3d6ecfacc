import { expect } from 'chai'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { signInText } from '../../web/messages/sign-in.ts'
import { balanceOf } from '../harness/books.ts'
import { credit } from '../harness/brand-acts.ts'
import { browser } from '../harness/browser.ts'
import { browserTest } from '../harness/browser-test.ts'
import { Visitor } from '../harness/visitor.ts'
import { untilShown } from '../steps/flow.ts'
import { signedInAs } from '../steps/sign-up.ts'
import { confirmSwap, quoteSwap } from '../steps/swap.ts'
import { startMockRelay } from '../walletconnect/mock-relay.ts'
import { startPhoneWallet } from '../walletconnect/phone-wallet.ts'
import { startSecondPortal } from '../walletconnect/second-portal.ts'

const SWAP = { from: 'moor-coffee', to: 'Fernway Outdoor', points: '20' }

describe('a wallet on another device', () => {
  browserTest('signs in by a code, and swaps after a reload', async ({ stack }) => {
    const owner = privateKeyToAccount(generatePrivateKey())
    await credit(stack, owner.address, { 'moor-coffee': 5_000n })
    const relay = await startMockRelay()
    const settings = { WALLETCONNECT_PROJECT_ID: 'test', WALLETCONNECT_RELAY: relay.url }
    const { chainId } = stack.network
    const [second, phone] = await Promise.all([
      startSecondPortal(stack, settings),
      startPhoneWallet({ relayUrl: relay.url, account: owner, chainId }),
    ])
    const chromium = await browser()
    if (!chromium) throw new Error('the browser is gone')
    const holder = await Visitor.open(chromium, second)
    try {
      // Here nobody verifies the page's origin for the wallet; the frame may be asked for, and nothing else.
      holder.complaints.expect(/verify\.walletconnect\.org/)
      await holder.context.route('https://verify.walletconnect.org/**', (route) => route.abort())
      await holder.open('/sign-in')
      await holder.page.getByRole('button', { name: signInText.en.wallet }).click()
      await holder.page.getByRole('button', { name: signInText.en.walletElsewhere }).click()
      await holder.page.getByTestId('wallet-uri').waitFor()
      await phone.scan((await holder.page.getByTestId('wallet-uri').getAttribute('data-uri')) ?? '')
      await holder.page.getByTestId('total-worth').waitFor()
      expect(await signedInAs(holder)).to.equal(owner.address)

      const promised = await quoteSwap(holder, SWAP)
      await confirmSwap(holder)
      await untilShown(holder, { seconds: 40 })

      expect(await balanceOf(stack, 'fernway', owner.address)).to.equal(promised)
      expect(phone.asked).to.deep.equal(['personal_sign', 'eth_signTypedData_v4'])
      expect(holder.complaints.unexpected).to.deep.equal([])
    } finally {
      await holder.close()
      await phone.stop()
      await second.stop()
      await relay.stop()
    }
  })
})
