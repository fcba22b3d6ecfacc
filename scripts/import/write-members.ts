import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { formatPoints } from '../../chain/codec/points.ts'
import type { Minter } from '../../service/import/minter.ts'

const HEADER = 'member,address,earned,credited,reversed,debt,balance\n'

/**
 * Writes the books of every member of the brand as CSV, by the import rule: balance is credited less reversed, what the
 * imports of this database left on chain for the member.
 */
export async function writeMembers({ database, brandId }: Minter, path: string): Promise<void> {
  const cursor = database`
    select external_id, coalesce(account, claim_address) as address, earned, credited, reversed, debt from members
    where brand_id = ${brandId} order by number`.cursor(1_000)
  await pipeline(Readable.from(textOf(cursor)), createWriteStream(`${path}.new`))
  await rename(`${path}.new`, path)
}

type MemberRow = {
  external_id: string
  address: string
  earned: bigint
  credited: bigint
  reversed: bigint
  debt: bigint
}

async function* textOf(cursor: AsyncIterable<unknown[]>): AsyncGenerator<string> {
  yield HEADER
  for await (const rows of cursor as AsyncIterable<MemberRow[]>) yield rows.map(lineOf).join('')
}

function lineOf({ external_id: member, address, earned, credited, reversed, debt }: MemberRow): string {
  const points = [earned, credited, reversed, debt, credited - reversed].map(formatPoints)
  return [quoted(member), address, ...points].join(',') + '\n'
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
