import type { TypedDataDomain } from 'viem'
import type { Intent } from '../../../chain/intents/intent.ts'
import { signIntent } from '../../../chain/intents/sign-intent.ts'
import { points } from '../../../test/contracts/helpers/units.ts'
import { type BenchWorld, DEADLINE, domainOf, give, makeMembers, nextDay, tick } from '../bench-world.ts'
import { type Figure, figureOf, GAS, type Receipt, receiptOf } from '../figure.ts'
import { makeAccountMembers, makeBareMembers } from '../passkey-member.ts'

/** Who can sign a swap, whatever kind of key it has. */
export interface Signatory {
  readonly address: `0x${string}`
  sign(domain: TypedDataDomain, message: SwapMessage): Promise<Intent>
}

export type SwapMessage = Parameters<typeof signIntent<'Swap'>>[1]['message']

const SIZES = [1, 10, 50] as const

/** Signed swaps that a relay submits in batches; every signatory has used a nonce before and holds both brands. */
export async function measureIntents(world: BenchWorld): Promise<Figure[]> {
  const eoas = (await makeMembers(world, 'intent', 50)).map(({ account }): Signatory => {
    return {
      address: account.address,
      sign: (domain, message) => signIntent(account, { domain, verb: 'Swap', message }),
    }
  })
  const bare = await makeBareMembers(world, 10)
  const accounts = await makeAccountMembers(world, 50)

  return [
    ...(await measureBatches(world, { signatories: eoas, key: 'intent-eoa', what: 'swap intent of an EOA' })),
    ...(await measureBatches(world, {
      signatories: bare,
      key: 'intent-passkey',
      what: 'swap intent of a bare passkey account',
      passkey: true,
    })),
    ...(await measureBatches(world, {
      signatories: accounts,
      key: 'intent-account',
      what: 'swap intent of a member’s account',
      passkey: true,
      // The slot that tells who signs.
      readsEach: 1,
    })),
  ]
}

interface BatchParameters {
  readonly signatories: readonly Signatory[]
  readonly key: string
  readonly what: string
  /** The members are contracts, of one implementation, and sign with passkeys. */
  readonly passkey?: boolean
  /** Slots read for each signature. */
  readonly readsEach?: number
}

async function measureBatches(world: BenchWorld, parameters: BatchParameters): Promise<Figure[]> {
  const { signatories, key, what, passkey = false, readsEach = 0 } = parameters
  const { a, b } = world
  const addresses = signatories.map(({ address }) => address)
  await give(world, a, addresses)
  await give(world, b, addresses)
  await nextDay(world)
  await execute(world, signatories, 0n)
  let nonce = 1n
  const figures: Figure[] = []
  for (const size of SIZES.filter((count) => count <= signatories.length)) {
    const samples: Receipt[] = []
    for (let i = 0; i < 3; i++) samples.push(await execute(world, signatories.slice(0, size), nonce++))
    figures.push(
      figureOf({
        key: `${key}-${size}`,
        what: `${what}, ${size === 1 ? 'alone' : `each of ${size}`}`,
        samples,
        units: size,
        touches: {
          // The passkey accounts and their one implementation are called too.
          accounts: 3 + (passkey ? size + 1 : 0),
          reads: 1 + readsEach * size,
          changes: 2 + 3 * size,
          guard: true,
          ...(passkey ? { p256verifies: size } : { ecrecovers: size }),
        },
        ...(passkey && size === 10 ? { reach: 82_000n } : {}),
      }),
    )
  }

  return figures
}

/** Every signatory swaps once; reverts unless every item was done. */
async function execute(world: BenchWorld, signatories: readonly Signatory[], nonce: bigint): Promise<Receipt> {
  const { hub, relay, a, b } = world
  const domain = await domainOf(world)
  const intents = await Promise.all(
    signatories.map(({ address, sign }) =>
      sign(domain, {
        member: address,
        fromBrandId: Number(a.id),
        toBrandId: Number(b.id),
        points: points('1.23'),
        minPointsOut: 1n,
        nonce,
        deadline: DEADLINE,
      }),
    ),
  )
  const done = await hub.connect(relay).execute.staticCall(intents)
  if (done.some((ok) => !ok)) throw new Error('The hub refused an intent of the benchmark.')
  await tick(world)

  return receiptOf(hub.connect(relay).execute(intents, GAS))
}
