import { expect } from 'chai'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { getCode, getTransactionCount } from 'viem/actions'
import { balanceOf } from './harness/books.ts'
import { credit } from './harness/brand-acts.ts'
import { browserTest } from './harness/browser-test.ts'
import { Wallet } from './harness/wallet.ts'
import { enterWithWallet } from './steps/enter-with-wallet.ts'
import { untilFlow, untilShown } from './steps/flow.ts'
import { confirmSwap, quoteSwap } from './steps/swap.ts'

const SWAP = { from: 'moor-coffee', to: 'Fernway Outdoor', points: '20' }
const ELSEWHERE = 1

describe('wallet', () => {
  browserTest('signs in and swaps without ETH', async ({ stack, visitor }) => {
    const owner = privateKeyToAccount(generatePrivateKey())
    await credit(stack, owner.address, { 'moor-coffee': 5_000n })
    const holder = await visitor()
    const wallet = await Wallet.install(holder, { account: owner, chainId: stack.network.chainId })
    expect(await enterWithWallet(holder)).to.equal(owner.address)

    const promised = await quoteSwap(holder, SWAP)
    await confirmSwap(holder)
    await untilShown(holder)

    expect(await balanceOf(stack, 'moor-coffee', owner.address)).to.equal(3_000n)
    expect(await balanceOf(stack, 'fernway', owner.address)).to.equal(promised)
    expect(await getTransactionCount(stack.client, { address: owner.address }), 'transactions of its own').to.equal(0)
    expect(await getCode(stack.client, { address: owner.address }), 'an account contract').to.equal(undefined)
    expect(wallet.asked).not.to.include('eth_sendTransaction')
  })

  browserTest('is moved to our chain when it is on another', async ({ stack, visitor }) => {
    const owner = privateKeyToAccount(generatePrivateKey())
    await credit(stack, owner.address, { 'moor-coffee': 5_000n })
    const holder = await visitor()
    const wallet = await Wallet.install(holder, { account: owner, chainId: ELSEWHERE })
    await enterWithWallet(holder)

    const promised = await quoteSwap(holder, SWAP)
    await confirmSwap(holder)
    await untilShown(holder)

    expect(wallet.chainId).to.equal(stack.network.chainId)
    expect(await balanceOf(stack, 'fernway', owner.address)).to.equal(promised)
  })

  browserTest('moves nothing and says what to do when it stays on another chain', async ({ stack, visitor }) => {
    const owner = privateKeyToAccount(generatePrivateKey())
    await credit(stack, owner.address, { 'moor-coffee': 5_000n })
    const holder = await visitor()
    const wallet = await Wallet.install(holder, { account: owner, chainId: ELSEWHERE, switches: false })
    await enterWithWallet(holder)

    await quoteSwap(holder, SWAP)
    await confirmSwap(holder)
    await untilFlow(holder, ['cancelled'])
    await holder.page.getByText(`Switch it to chain ${stack.network.chainId}`).waitFor()

    expect(wallet.asked).not.to.include('eth_signTypedData_v4')
    expect(await balanceOf(stack, 'moor-coffee', owner.address)).to.equal(5_000n)
    expect(await balanceOf(stack, 'fernway', owner.address)).to.equal(0n)
  })
})
