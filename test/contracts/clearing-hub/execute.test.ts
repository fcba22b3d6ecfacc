import { concat, getBytes, id as hashOf, toBeHex } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import {
  domainOf,
  intentOf,
  payloadOf,
  signIntent,
  signNestedIntent,
  typesOf,
  VERBS,
  type Message,
  type SignedIntent,
  type VerbName,
} from '../helpers/intents.ts'
import { mint } from '../helpers/minting.ts'
import { DAY, FAR_FUTURE, NEVER, now, wait } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'

const ORDER = hashOf('order 1')
const MEMBER_VERBS = VERBS.filter((verb) => verb !== 'Claim')

/** One message of each verb, that its member can afford. */
function messageOf(world: World, verb: VerbName, member: string, nonce = 0n): Message {
  const { cafe, airline, reef, bob } = world
  const some = points('10')
  const what: Record<string, Message> = {
    Swap: { fromBrandId: cafe.id, toBrandId: airline.id, points: some, minPointsOut: 1n },
    Donate: { brandId: cafe.id, causeId: reef, points: some, minValue: 1n },
    Pay: { brandId: airline.id, orderReference: ORDER, legs: [{ brandId: cafe.id, points: some }], minValue: 1n },
    Redeem: { brandId: cafe.id, points: some, orderReference: ORDER },
    Transfer: { brandId: cafe.id, to: bob.address, points: some },
    Lock: { unlockDelay: DAY },
    Unlock: {},
    CancelNonces: { newBase: 5n },
  }

  return { member, ...what[verb], nonce, deadline: FAR_FUTURE }
}

describe('ClearingHub.execute', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  function execute(...intents: SignedIntent[]) {
    return world.hub.connect(world.relay).execute(intents)
  }

  function verbOf(verb: VerbName): bigint {
    return BigInt(VERBS.indexOf(verb))
  }

  async function expectFailure(intent: SignedIntent, error: string, args: unknown[], of = world.hub.interface) {
    const { hub } = world
    const reason = of.encodeErrorResult(error as never, args as never)

    await expect(execute(intent)).to.emit(hub, 'IntentFailed').withArgs(0n, intent.verb, reason)
  }

  const kinds: [
    string,
    () => Promise<{ member: string; sign: (verb: VerbName, m: Message) => Promise<SignedIntent> }>,
  ][] = [
    [
      'an EOA',
      async () => ({
        member: world.alice.address,
        sign: (verb, message) => signIntent(world, world.alice, verb, message),
      }),
    ],
    [
      'a plain ERC-1271 account',
      async () => {
        const account = await world.ethers.deployContract('AccountMock', [world.alice])

        return {
          member: await account.getAddress(),
          sign: (verb, message) => signIntent(world, world.alice, verb, message),
        }
      },
    ],
    [
      'an ERC-7739 account',
      async () => {
        const account = await world.ethers.deployContract('NestedAccount', [world.alice])
        const verifyingContract = await account.getAddress()
        const domain = { name: 'NestedAccount', version: '1', chainId: 31_337n, verifyingContract }

        return {
          member: verifyingContract,
          sign: (verb, message) => signNestedIntent(world, world.alice, { domain }, verb, message),
        }
      },
    ],
  ]

  for (const [kind, open] of kinds) {
    describe(`when ${kind} signed`, () => {
      let member: string
      let sign: (verb: VerbName, message: Message) => Promise<SignedIntent>

      beforeEach(async () => {
        ;({ member, sign } = await open())
        await mint(world.cafe, [[member, points('100')]])
      })

      async function run(verb: VerbName, nonce = 0n) {
        const sent = execute(await sign(verb, messageOf(world, verb, member, nonce)))
        await expect(sent).to.emit(world.hub, 'IntentExecuted').withArgs(member, nonce, verbOf(verb))
        await expect(sent).to.not.emit(world.hub, 'IntentFailed')

        return sent
      }

      it('swaps', async () => {
        const { airline, ethers } = world
        await expect(run('Swap')).to.changeTokenBalance(ethers, airline.token, member, 9_803n)
      })

      it('donates', async () => {
        const { hub, reef } = world
        await run('Donate')
        expect(await hub.causeCredit(reef)).to.deep.equal([usd('1'), true])
      })

      it('pays', async () => {
        const { hub, airline } = world
        const sent = await run('Pay')
        await expect(sent).to.emit(hub, 'Paid')
        expect((await hub.paymentOf(airline.id, member, ORDER))[0]).to.not.equal(`0x${'00'.repeat(24)}`)
      })

      it('redeems', async () => {
        const { cafe, ethers } = world
        const sent = await run('Redeem')
        await expect(sent).to.emit(cafe.token, 'Redeemed')
        await expect(sent).to.changeTokenBalance(ethers, cafe.token, member, -points('10'))
      })

      it('transfers', async () => {
        const { cafe, bob, ethers } = world
        await expect(run('Transfer')).to.changeTokenBalances(
          ethers,
          cafe.token,
          [member, bob],
          [-points('10'), points('10')],
        )
      })

      it('locks and unlocks', async () => {
        const { hub } = world
        await run('Lock')
        expect(await hub.lockedUntil(member)).to.equal(NEVER)
        await run('Unlock', 1n)
        expect(await hub.lockedUntil(member)).to.equal((await now(world)) + DAY)
      })

      it('cancels nonces', async () => {
        const { hub } = world
        await run('CancelNonces')
        expect(await hub.noncesOf(member)).to.deep.equal([5n, 0n])
      })

      for (const verb of MEMBER_VERBS) {
        it(`refuses a ${verb} changed after signing, in any field`, async () => {
          const { hub, relay } = world
          if (verb === 'Unlock') await execute(await sign('Lock', messageOf(world, 'Lock', member, 9n)))
          const message = messageOf(world, verb, member)
          const { signature } = await sign(verb, message)
          const forged = forgeriesOf(message, world.bob.address).map((each) => intentOf(verb, each, signature))

          const done = await hub.connect(relay).execute.staticCall(forged)

          expect(done).to.deep.equal(forged.map(() => false))
          expect(await hub.connect(relay).execute.staticCall([intentOf(verb, message, signature)])).to.deep.equal([
            true,
          ])
        })
      }
    })
  }

  describe('when one item fails', () => {
    it('goes on with the others, says why and keeps its nonce', async () => {
      const { hub, alice, bob, cafe, airline, relay } = world
      const good = await signIntent(world, alice, 'Swap', messageOf(world, 'Swap', alice.address))
      const poor = { ...messageOf(world, 'Swap', bob.address), points: points('500.01') }
      const bad = await signIntent(world, bob, 'Swap', poor)
      const last = await signIntent(world, alice, 'Redeem', messageOf(world, 'Redeem', alice.address, 1n))
      expect(await hub.connect(relay).execute.staticCall([good, bad, last])).to.deep.equal([true, false, true])
      const reason = cafe.token.interface.encodeErrorResult('ERC20InsufficientBalance', [
        bob.address,
        points('500'),
        points('500.01'),
      ])

      const sent = execute(good, bad, last)

      await expect(sent).to.emit(hub, 'IntentFailed').withArgs(1n, 0n, reason)
      await expect(sent).to.changeTokenBalance(world.ethers, cafe.token, alice, -points('20'))
      await expect(sent).to.changeTokenBalance(world.ethers, airline.token, bob, 0n)
      expect(await hub.noncesOf(alice)).to.deep.equal([2n, 0n])
      expect(await hub.noncesOf(bob)).to.deep.equal([0n, 0n])
    })

    it('reports a payload that does not decode, with trailing bytes, or of another verb', async () => {
      const { hub, alice, relay } = world
      const { payload, signature, verb } = await signIntent(
        world,
        alice,
        'Swap',
        messageOf(world, 'Swap', alice.address),
      )
      const broken = [
        { verb, payload: '0x', signature },
        { verb, payload: toBeHex(BigInt(payload) >> 8n, getBytes(payload).length - 1), signature },
        { verb, payload: concat([payload, '0x00']), signature },
        { verb: verbOf('Donate'), payload, signature },
        { verb: verbOf('Pay'), payload, signature },
        { verb: verbOf('Claim'), payload, signature },
      ]

      expect(await hub.connect(relay).execute.staticCall(broken)).to.deep.equal(broken.map(() => false))
    })
  })

  describe('when the same intent comes twice in a batch', () => {
    it('does it once', async () => {
      const { cafe, alice, ethers } = world
      const intent = await signIntent(world, alice, 'Redeem', messageOf(world, 'Redeem', alice.address))

      await expect(execute(intent, intent)).to.changeTokenBalance(ethers, cafe.token, alice, -points('10'))
    })
  })

  describe('when the member is locked', () => {
    it('refuses to spend, lets it unlock and cancel', async () => {
      const { hub, alice, relay } = world
      await hub.connect(alice).lock(DAY)
      const signed = MEMBER_VERBS.map((verb) => signIntent(world, alice, verb, messageOf(world, verb, alice.address)))

      expect(await hub.connect(relay).execute.staticCall(await Promise.all(signed))).to.deep.equal([
        false,
        false,
        false,
        false,
        false,
        true,
        false,
        false,
      ])
      const [unlock] = [await signIntent(world, alice, 'Unlock', messageOf(world, 'Unlock', alice.address))]
      await expect(execute(unlock)).to.emit(hub, 'Locked')
      const message = messageOf(world, 'CancelNonces', alice.address, 1n)
      await expect(execute(await signIntent(world, alice, 'CancelNonces', message))).to.emit(hub, 'NoncesCancelled')
    })
  })

  describe('rejects', () => {
    it('a deadline that is over', async () => {
      const { alice } = world
      const deadline = await now(world)
      const message = { ...messageOf(world, 'Swap', alice.address), deadline }
      await expectFailure(await signIntent(world, alice, 'Swap', message), 'DeadlineOver', [deadline])
    })

    it("a stranger's signature", async () => {
      const { alice, bob } = world
      const intent = await signIntent(world, bob, 'Swap', messageOf(world, 'Swap', alice.address))
      await expectFailure(intent, 'BadSignature', [alice.address])
    })

    for (const [what, change] of [
      ['chain', { chainId: 1n }],
      ['contract', { verifyingContract: '0x000000000000000000000000000000000000dEaD' }],
      ['version', { version: '2' }],
    ] as const) {
      it(`a signature for another ${what}`, async () => {
        const { alice } = world
        const message = messageOf(world, 'Swap', alice.address)
        const domain = { ...(await domainOf(world)), ...change }
        const signature = await alice.signTypedData(domain, typesOf('Swap'), message)
        await expectFailure(intentOf('Swap', message, signature), 'BadSignature', [alice.address])
      })
    }

    it('no signature, and a member of zero', async () => {
      const { alice } = world
      const message = messageOf(world, 'Swap', alice.address)
      await expectFailure(intentOf('Swap', message, '0x'), 'BadSignature', [alice.address])
      const zero = `0x${'00'.repeat(20)}`
      await expectFailure(intentOf('Lock', messageOf(world, 'Lock', zero), `0x${'00'.repeat(65)}`), 'BadSignature', [
        zero,
      ])
    })

    it('a signature with the other s', async () => {
      const { alice } = world
      const message = messageOf(world, 'Swap', alice.address)
      const { signature } = await signIntent(world, alice, 'Swap', message)
      const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
      const s = order - BigInt(`0x${signature.slice(66, 130)}`)
      const v = signature.endsWith('1b') ? '0x1c' : '0x1b'
      const other = concat([signature.slice(0, 66), toBeHex(s, 32), v])
      await expectFailure(intentOf('Swap', message, other), 'BadSignature', [alice.address])
    })

    it('a batch with too little gas for an item, before it is tried', async () => {
      const { hub, alice, relay } = world
      const intent = await signIntent(world, alice, 'Swap', messageOf(world, 'Swap', alice.address))
      await expect(hub.connect(relay).execute([intent], { gasLimit: 600_000n })).to.be.revertedWithCustomError(
        hub,
        'NotEnoughGas',
      )
      expect(await hub.noncesOf(alice)).to.deep.equal([0n, 0n])
    })

    it('a call of `perform` from outside', async () => {
      const { hub, alice } = world
      const payload = payloadOf('Lock', messageOf(world, 'Lock', alice.address))
      await expect(hub.connect(alice).perform(verbOf('Lock'), payload, '0x'))
        .to.be.revertedWithCustomError(hub, 'NotSelf')
        .withArgs(alice)
    })

    it('an intent that expired while it waited', async () => {
      const { alice } = world
      const deadline = (await now(world)) + DAY
      const intent = await signIntent(world, alice, 'Swap', { ...messageOf(world, 'Swap', alice.address), deadline })
      await wait(world, DAY)
      await expectFailure(intent, 'DeadlineOver', [deadline])
    })
  })
})

/** The message with one field changed, once for each field. */
function forgeriesOf(message: Message, stranger: string): Message[] {
  return Object.entries(message).map(([field, value]) => ({ ...message, [field]: changed(value, stranger) }))
}

function changed(value: unknown, stranger: string): unknown {
  if (typeof value === 'bigint') return value === 1n ? 0n : value - 1n < 0n ? value + 1n : value - 1n
  if (Array.isArray(value)) return value.map((leg) => ({ ...leg, points: leg.points - 1n }))
  if (typeof value === 'string' && value.length === 42) {
    return value === stranger ? `0x${'11'.repeat(20)}` : stranger
  }

  return hashOf('another')
}
