import { id } from 'ethers'
import { claimAddressOf } from '../../../chain/claims/claim-address.ts'
import { signClaim } from '../../../chain/claims/sign-claim.ts'
import { points } from '../../../test/contracts/helpers/units.ts'
import { type BenchWorld, domainOf, give, makeMembers, nextDay, tick } from '../bench-world.ts'
import { type Figure, figureOf, GAS, type Receipt, receiptOf } from '../figure.ts'

const SAMPLES = 5

/** What a member does with the points of one brand. */
export async function measurePlainVerbs(world: BenchWorld): Promise<Figure[]> {
  const { a } = world
  const members = await makeMembers(world, 'plain', SAMPLES)
  const others = await makeMembers(world, 'other', SAMPLES)
  await give(world, a, [...members, ...others])
  await nextDay(world)
  const redeemed: Receipt[] = []
  const transferred: Receipt[] = []
  for (const [i, { wallet }] of members.entries()) {
    const token = a.token.connect(wallet)
    await tick(world)
    redeemed.push(await receiptOf(token.redeem(points('12.34'), id('order'), GAS)))
    await tick(world)
    transferred.push(await receiptOf(token.transfer(others[i]?.wallet ?? wallet, points('12.34'), GAS)))
  }
  const verb = { accounts: 2, reads: 1, changes: 2 }

  return [
    figureOf({ key: 'redeem', what: 'redeem', samples: redeemed, touches: verb }),
    figureOf({ key: 'transfer', what: 'transfer, receiver holds points', samples: transferred, touches: verb }),
    figureOf({
      key: 'claim',
      what: 'claim, first of this address, receiver holds points',
      samples: await claims(world),
      touches: { accounts: 2, reads: 1, changes: 3, fills: 1, guard: true, ecrecovers: 1 },
    }),
  ]
}

async function claims(world: BenchWorld): Promise<Receipt[]> {
  const { hub, a, relay } = world
  const brandId = Number(a.id)
  const keys = await makeMembers(world, 'claim key', SAMPLES)
  const receivers = await makeMembers(world, 'claim receiver', SAMPLES)
  const addresses = keys.map(({ account }) => claimAddressOf({ brandId, claimKey: account.address }))
  await give(world, a, [...addresses, ...receivers])
  await nextDay(world)
  const domain = await domainOf(world)
  const receipts: Receipt[] = []
  for (const [i, { account }] of keys.entries()) {
    const to = receivers[i]?.account.address ?? account.address
    const signature = await signClaim(account, { domain, brandId, to })
    await tick(world)
    receipts.push(await receiptOf(hub.connect(relay).claim(a.id, account.address, to, signature, GAS)))
  }

  return receipts
}
