import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { getBrandId } from '../../chain/actions/getBrandId.ts'
import { connect, type WriteClient, withAccount } from '../../chain/client.ts'
import type { ThrowAway } from './throw-away.ts'

/** A quota of the size the import is promised for, in points a day. */
export const DAILY_QUOTA = '20000000'
const RESERVE_USD = '1000000'

export interface BenchBrand {
  readonly code: string
  readonly brandId: number
  readonly minter: PrivateKeyAccount
  /** Signs as the minter. */
  readonly client: WriteClient
}

/** A brand with a full reserve and a minter, made by the commands a brand would use. */
export async function makeBrand({ home, network, points }: ThrowAway, code: string): Promise<BenchBrand> {
  const owner = `${code}-owner`
  const secret = `0x${randomBytes(32).toString('hex')}` as const
  const secretFile = join(home, '..', `${code}.key`)
  await writeFile(secretFile, secret, { mode: 0o600 })
  await points('key', 'new', owner, '--gas')
  await points('key', 'new', `${code}-minter`, '--secret-file', secretFile, '--gas')
  await points('network', 'admit', code, owner, '--as', 'operator', '--yes')
  await points('brand', 'create', code, '--name', code, '--rate', '0.01', '--as', owner, '--yes')
  await points('brand', 'fund', code, RESERVE_USD, '--mint-dev', '--as', owner, '--yes')
  await points('brand', 'roles', code, `${code}-minter`, '--set', 'minter', '--as', owner, '--yes')
  const quotas = ['--mint', DAILY_QUOTA, '--clawback', DAILY_QUOTA]
  await points('brand', 'quota', code, `${code}-minter`, ...quotas, '--as', owner, '--yes')
  const minter = privateKeyToAccount(secret)
  const client = withAccount(await connect(network), minter)
  const brandId = await getBrandId(client, { code })
  if (brandId === undefined) throw new Error(`The brand ${code} was not created.`)

  return { code, brandId, minter, client }
}
