import { expect } from 'chai'
import { concat, type Hex, hexToBytes, keccak256, numberToHex, slice, stringToHex, toHex } from 'viem'
import { points } from '../../helpers/units.ts'
import { accountWorld, carry, signCalls, signTransfer } from '../helpers/account-world.ts'

describe('Attack: half-signed requests', () => {
  it('are refused wherever they are cut off, one by one and in a batch', async () => {
    const world = await accountWorld()
    const { hub, relay, mira, phone, cafe, bob, ethers } = world
    const whole = await signTransfer(world, mira, phone.signer())
    const length = hexToBytes(whole.signature).length
    const lengths = Array.from({ length: Math.ceil(length / 41) }, (_, i) => i * 41)
    const cut = lengths.map((end): Hex => (end === 0 ? '0x' : slice(whole.signature, 0, end)))
    const garbage = Array.from({ length: 20 }, (_, i) => {
      const seed = keccak256(numberToHex(i))
      return concat([numberToHex(i % 9, { size: 1 }), ...Array.from({ length: i }, () => seed)])
    })
    const intents = [...cut, ...garbage].map((signature) => ({ ...whole, signature }))

    for (let i = 0; i < intents.length; i += 10) await hub.connect(relay).execute(intents.slice(i, i + 10))
    expect(await cafe.token.balanceOf(mira.address)).to.equal(points('100'))

    await expect(hub.connect(relay).execute([...intents.slice(0, 5), whole])).to.changeTokenBalance(
      ethers,
      cafe.token,
      bob,
      points('10'),
    )
  })

  it('revert as requests of the account, whatever the offsets inside say', async () => {
    const world = await accountWorld()
    const { mira, phone } = world
    const whole = await signCalls(world, mira, phone.signer(), [])
    const bytes = hexToBytes(whole.signature)
    const far = hexToBytes(keccak256(stringToHex('far')))

    for (const word of [4, 5, 6]) {
      const bent = bytes.slice()
      bent.set(far, 1 + 32 * word)
      await expect(carry(world, { ...whole, signature: toHex(bent) })).to.revert(world.ethers)
    }
    for (const end of [1, 33, 65, 193, bytes.length - 40]) {
      await expect(carry(world, { ...whole, signature: toHex(bytes.slice(0, end)) })).to.revert(world.ethers)
    }
    await carry(world, whole)
  })
})
