import { getAddress } from 'viem'
import { formatDecimal } from '../../chain/codec/decimal.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import type { DataVault } from '../keys/data-vault.ts'
import { memberClaim } from '../keys/claim-keys.ts'
import { type ContactKeys, openContact } from './contact.ts'
import type { Device } from './device.ts'
import type { FoundMember, Sql } from './find-member.ts'
import { type MemberName, sealMember } from './member-token.ts'
import type { TillDesk } from './till-desk.ts'

/** What a till may see of a member: nothing by which anybody could be reached. */
export async function describeMember(desk: TillDesk, device: Device, found: FoundMember) {
  const { vault, database } = desk
  const { brandId } = device
  const { ledger, name } = found
  const [active, pending] = await Promise.all([
    readActive(desk, device, found),
    ledger ? readPending(database, brandId, ledger.number) : NOTHING,
  ])
  return {
    member: sealMember(vault, brandId, name),
    alias: await aliasOf(database, desk, brandId, found),
    known: found.ledger !== undefined || found.enrolled !== undefined,
    account: name.account !== undefined || active?.movedTo !== undefined,
    points: {
      active: active ? formatPoints(active.points) : null,
      worth: active ? formatDecimal(active.worth, { decimals: 6, minimum: 2 }) : null,
      at: active?.at.toISOString() ?? null,
      pending: formatPoints(pending.points),
      nextAt: pending.nextAt?.toISOString() ?? null,
      owed: formatPoints(ledger?.debt ?? 0n),
    },
  }
}

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The name the person gave, else one that tells people at a counter apart and says nothing. */
export async function aliasOf(
  sql: Sql,
  keys: ContactKeys,
  brandId: number,
  { name, enrolled }: FoundMember,
): Promise<string> {
  const given = enrolled && (await openContact(sql, keys, brandId, enrolled)).name
  return given ?? `Member ${lettersOf(keys.vault, brandId, name)}`
}

function lettersOf(vault: DataVault, brandId: number, { externalId, account }: MemberName): string {
  const digest = vault.digest(brandId, Buffer.from(`alias ${externalId ?? account ?? ''}`))
  const bytes = [...Buffer.from(digest.slice(0, 8), 'hex')]
  return bytes.map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('')
}

async function readActive(desk: TillDesk, { brandId, brand }: Device, { name, ledger }: FoundMember) {
  const { account, externalId } = name
  if (account !== undefined) {
    return desk.balances.read({ brandId, address: getAddress(account), claimable: false })
  }
  const claimAddress = ledger?.claimAddress ?? (await claimAddressOf(desk, { brandId, brand }, externalId ?? ''))
  return desk.balances.read({ brandId, address: getAddress(claimAddress), claimable: true })
}

async function claimAddressOf(
  desk: TillDesk,
  { brandId, brand }: Pick<Device, 'brandId' | 'brand'>,
  externalId: string,
): Promise<string> {
  const { claimSeed } = await desk.secrets.of(brand)
  return memberClaim(claimSeed, brandId, externalId).claimAddress
}

type Pending = { points: bigint; nextAt: Date | null }
const NOTHING: Pending = { points: 0n, nextAt: null }

/** What the books owe the member and did not mint yet. */
async function readPending(sql: Sql, brandId: number, member: number): Promise<Pending> {
  const [row] = await sql<Pending[]>`
    select coalesce(sum(s.kept - s.given), 0)::bigint as points, min(s.matures_at) as "nextAt"
    from sales s where s.brand_id = ${brandId} and s.kept - s.given > 0 and s.order_number = any(
      array(select number from orders where brand_id = ${brandId} and member = ${member}))`
  return row ?? NOTHING
}
