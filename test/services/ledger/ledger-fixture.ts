import { type Hex, toHex } from 'viem'
import { withBrandLock } from '../../../service/database/brand-lock.ts'
import { insertDelivery } from '../../../service/intake/insert-delivery.ts'
import { openBody } from '../../../service/intake/open-body.ts'
import type { Minter } from '../../../service/import/minter.ts'
import { reopenRemoved } from '../../../service/import/reopen-removed.ts'
import { type DataVault, openVault } from '../../../service/keys/data-vault.ts'
import { claimSeedName, loadOrCreateSeed } from '../../../service/keys/stored-keys.ts'
import { applyAsking, applyDeliveries, type LedgerBooks } from '../../../service/ledger/apply-deliveries.ts'
import { addRules, type NewRules } from '../../../service/ledger/brand-rules.ts'
import { pepperName } from '../../../service/ledger/identify.ts'
import { newProgress } from '../../../service/queue/signer-queue.ts'
import { advanceRun } from '../../../service/shop-worker/advance-run.ts'
import { checkBooks } from '../../../service/shop-worker/check-books.ts'
import { planRun } from '../../../service/shop-worker/plan-run.ts'
import { refundPayments } from '../../../service/shop-worker/refund-payments.ts'
import { eventsOf } from '../../../service/shops/events-of.ts'
import { type ImportFixture, newMinter } from '../import-fixture.ts'
import { generator } from './generator.ts'

/** A message as a shop of our own kind sends it. */
export type Message = { type: string; at?: string; data: Record<string, unknown> }

export type TestShop = { minter: Minter & { url: string }; books: LedgerBooks; vault: DataVault }

export const BATCHES = { limits: { members: 500, purchases: 10_000 }, orders: 5_000 }

/** The books of a brand with one shop; its points are due at once unless the rules say otherwise. */
export async function openShop(
  fixture: ImportFixture,
  code: string,
  {
    url,
    rules,
    now = () => new Date(),
    seed = 1,
  }: { url?: string; rules?: Partial<NewRules>; now?: () => Date; seed?: number } = {},
): Promise<TestShop> {
  const opened = await newMinter(fixture, code, url)
  const { database, brandId, home } = opened
  const claimSeed = await loadOrCreateSeed(home, claimSeedName(code))
  const pepper = await loadOrCreateSeed(home, pepperName(code))
  const minter = { ...opened, claimSeed }
  if (url === undefined) {
    await database`
      insert into shops (brand_id, number, provider, account, mode, status)
      values (${brandId}, 1, 'generic', 'corner', 'live', 'connected')`
    const given = { rateText: '1', pendingSeconds: 0, returnWindow: 90 * 86_400, floorLimit: 0n }
    await addRules(database as never, brandId, {
      ...{ ...given, excludedCategories: [], capPerOrder: undefined, fromAt: new Date(0) },
      ...rules,
    })
  }
  const vault = await openVault(home)
  const draw = generator(seed)
  const random = (bytes: number): Hex => toHex(Uint8Array.from({ length: bytes }, () => Math.floor(draw() * 256)))
  const books: LedgerBooks = {
    ...{ database, brandId, now, pepper, claimSeed, random, eventsOf },
    open: (row) => openBody(vault, row),
    locked: (work) => withBrandLock(database, { brandId, code }, work),
  }
  return { minter, books, vault }
}

let deliveries = 0

/** Puts messages into the inbox, as if they had come in this order. */
export async function deliver(
  shop: TestShop,
  messages: readonly Message[],
  mode: 'live' | 'test' = 'live',
  account = 'corner',
): Promise<void> {
  const { minter, vault } = shop
  const { database, brandId } = minter
  for (const { type, at = '2026-01-01T10:00:00Z', data } of messages) {
    const body = Buffer.from(JSON.stringify({ type, at, data }))
    const place = { brandId, shop: 1, provider: 'generic', account, mode } as const
    await insertDelivery(database, vault, { ...place, deliveryId: `d${++deliveries}`, topic: type, body })
  }
}

export type WorkOptions = {
  limits?: { members: number; purchases: number }
  window?: number
  checkpoint?: Minter['checkpoint']
}

/** What a worker does until nothing is left to do. */
export async function work(
  shop: TestShop,
  { limits = BATCHES.limits, window, checkpoint }: WorkOptions = {},
): Promise<void> {
  const minter = { ...shop.minter, checkpoint }
  const books = { ...shop.books, checkpoint }
  await reopenRemoved(minter)
  await checkBooks(minter)
  while ((await applyDeliveries(books, window)).rows > 0 || (await applyAsking(books)).rows > 0);
  await mint({ minter, books }, limits)
}

/** The chain's side of it alone. */
export async function mint(
  { minter, books }: Pick<TestShop, 'minter' | 'books'>,
  limits = BATCHES.limits,
): Promise<void> {
  const { database, brandId, code } = minter
  const memory = { progress: newProgress(), archived: new Set<bigint>() }
  await withBrandLock(database, { brandId, code }, async () => {
    for (;;) {
      while ((await advanceRun(minter, memory)) !== 'idle');
      const { run } = await planRun(minter, { now: books.now(), limits, orders: BATCHES.orders })
      if (run === undefined && !(await refundPayments(minter, books.now()))) return
    }
  })
}

export const sale = (order: string, amount: string, more: Record<string, unknown> = {}): Message => ({
  type: 'sale.paid',
  data: { order, currency: 'EUR', lines: [{ id: '1', net: amount }], ...more },
})

export const returned = (refund: string, order: string, more: Record<string, unknown>): Message => ({
  type: 'sale.returned',
  data: { refund, order, ...more },
})
