import { zeroAddress } from 'viem'
import { isPseudonym } from '../people/ask-erasure.ts'
import { claimSeedName, loadOrCreateSeed } from '../keys/stored-keys.ts'
import { memberClaim } from '../keys/claim-keys.ts'
import type { Transaction } from '../database/open-database.ts'
import { ImportError } from '../import/import-error.ts'
import type { Minter } from '../import/minter.ts'
import { type BatchReceipts, readArchived } from '../receipts/receipt-archive.ts'

type Minted = { sequence: bigint; purchasesRoot: string; points: bigint; returnWindow: number }
type Purchase = BatchReceipts['purchases'][number]

/**
 * Links a batch by its receipts alone: members, orders and credits. The orders' lines are not in the archive; when their
 * file is imported again the lines are added, and what the orders earned already is not earned twice.
 */
export async function linkFromArchive(sql: Transaction, minter: Minter, minted: Minted): Promise<void> {
  const { brandId, code, home } = minter
  const { sequence } = minted
  const root = minted.purchasesRoot.toLowerCase()
  const archived = (await readArchived(minter, sequence)).find((each) => each.root === root)
  if (!archived) {
    throw new ImportError(
      'ArchiveMissing',
      `The chain has batch ${sequence} of ${code} (root ${root}), but ${home}/receipts/${code} has no receipts of it. ` +
        'Restore that folder from a backup, then run `points recover` again.',
    )
  }
  await dropPlanned(sql, brandId, sequence)
  await sql`
    insert into batches (brand_id, sequence, run, root, return_window, points)
    values (${brandId}, ${sequence}, 0, ${root}, ${minted.returnWindow}, ${minted.points})`
  for (const [position, { address, points }] of archived.credits.entries()) {
    await sql`
      insert into batch_credits (brand_id, sequence, position, address, points)
      values (${brandId}, ${sequence}, ${position}, ${address}, ${points})`
  }
  for (const purchase of archived.purchases) await linkPurchase(sql, minter, { sequence, purchase })
}

/** A batch that was planned under this number and never minted can never be: the chain has another one there. */
async function dropPlanned(sql: Transaction, brandId: number, sequence: bigint): Promise<void> {
  const planned = await sql`select 1 from batches where brand_id = ${brandId} and sequence = ${sequence}`
  if (planned.length === 0) return
  throw new ImportError(
    'PlanConflict',
    `Batch ${sequence} was planned anew after an older database was restored, but the chain has another batch of that number. ` +
      'Restore the older database once more and run `points recover` before anything else.',
  )
}

async function linkPurchase(
  sql: Transaction,
  minter: Minter,
  { sequence, purchase }: { sequence: bigint; purchase: Purchase },
): Promise<void> {
  const { brandId } = minter
  const { provider, shop, order, reference, salt, date, address, points } = purchase
  const member = await linkMember(sql, minter, purchase)
  const [row] = await sql`
    insert into orders (brand_id, number, provider, shop, order_id, member, reference, salt, date, earned, run, seen_run)
    values (${brandId}, (select coalesce(max(number), 0) + 1 from orders where brand_id = ${brandId}),
      ${provider}, ${shop}, ${order}, ${member}, ${reference}, ${salt}, ${date}, ${points}, 0, 0)
    on conflict (brand_id, provider, shop, order_id) do update set earned = orders.earned + excluded.earned
    returning number`
  await sql`
    insert into order_credits (brand_id, order_number, sequence, address, points)
    values (${brandId}, ${row?.['number'] as number}, ${sequence}, ${address}, ${points})`
  await sql`
    update members set earned = earned + ${points}, credited = credited + ${points}
    where brand_id = ${brandId} and number = ${member}`
}

/** Of somebody who was erased no name is left that the keys were derived from: the address is as good as known. */
async function claimOf(
  { home, code, brandId }: Pick<Minter, 'home' | 'code' | 'brandId'>,
  { member, address }: Pick<Purchase, 'member' | 'address'>,
): Promise<{ claimKey: string; claimAddress: string }> {
  if (isPseudonym(member)) return { claimKey: zeroAddress, claimAddress: address }
  return memberClaim(await loadOrCreateSeed(home, claimSeedName(code)), brandId, member)
}

async function linkMember(
  sql: Transaction,
  { brandId, home, code }: Minter,
  { member, address }: Purchase,
): Promise<number> {
  const [known] = await sql`select number from members where brand_id = ${brandId} and external_id = ${member}`
  if (known) return known['number'] as number
  const { claimKey, claimAddress } = await claimOf({ home, code, brandId }, { member, address })
  const account = address === claimAddress ? null : address
  const [row] = await sql`
    insert into members (brand_id, number, external_id, claim_key, claim_address, account)
    values (${brandId}, (select coalesce(max(number), 0) + 1 from members where brand_id = ${brandId}),
      ${member}, ${claimKey}, ${claimAddress}, ${account})
    returning number`
  return row?.['number'] as number
}
