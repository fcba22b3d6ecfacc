import { points, usd, usdPerPoint } from '../../../test/contracts/helpers/units.ts'
import { type BenchWorld, nextDay, settle, tick } from '../bench-world.ts'
import { type Figure, figureOf, GAS, type Receipt, receiptOf } from '../figure.ts'

const TERMS = { rate: usdPerPoint('0.01'), spreadBps: 100n, promisePercent: 100n, life: 3n }

/** What a brand does now and then. */
export async function measureBrand(world: BenchWorld): Promise<Figure[]> {
  return [
    figureOf({ key: 'create-brand', what: 'createBrand', samples: await creations(world) }),
    figureOf({
      key: 'deposit',
      what: 'deposit',
      samples: await deposits(world),
      touches: { accounts: 3, changes: 5, guard: true },
    }),
    figureOf({
      key: 'announce',
      what: 'announceTerms',
      samples: await announcements(world),
      touches: { accounts: 1, reads: 1, changes: 1 },
    }),
  ]
}

async function creations(world: BenchWorld): Promise<Receipt[]> {
  const { hub, operator, bookshopOwner } = world
  const receipts: Receipt[] = []
  for (const code of ['shop-one', 'shop-two', 'shop-six']) {
    await settle(hub.connect(operator).admit(code, bookshopOwner))
    await tick(world)
    receipts.push(
      await receiptOf(hub.connect(bookshopOwner).createBrand(code, 'Shop points', 'SHOP', TERMS, false, GAS)),
    )
  }

  return receipts
}

async function deposits(world: BenchWorld): Promise<Receipt[]> {
  const { hub, stablecoin, deployer, a } = world
  await settle(stablecoin.connect(deployer).mint(deployer, usd('1000')))
  await settle(stablecoin.connect(deployer).approve(hub, usd('1000')))
  const receipts: Receipt[] = []
  for (let i = 0; i < 3; i++) {
    await tick(world)
    receipts.push(await receiptOf(hub.connect(deployer).deposit(a.id, usd('12.34'), GAS)))
  }

  return receipts
}

async function announcements(world: BenchWorld): Promise<Receipt[]> {
  const receipts: Receipt[] = []
  for (const { token, rateSetter } of world.brands.slice(-3)) {
    const { rate, spreadBps, promisePercent, life } = (await token.brand()).terms
    await nextDay(world)
    const next = { rate: (rate * 9n) / 10n, spreadBps, promisePercent, life }
    receipts.push(await receiptOf(token.connect(rateSetter).announceTerms(next, points('100000000'), GAS)))
  }

  return receipts
}
