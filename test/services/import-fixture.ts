import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { admitBrand } from '../../chain/actions/admitBrand.ts'
import { approveStablecoin } from '../../chain/actions/approveStablecoin.ts'
import { createBrand } from '../../chain/actions/createBrand.ts'
import { depositReserve } from '../../chain/actions/depositReserve.ts'
import { getBrandId } from '../../chain/actions/getBrandId.ts'
import { giveDevGasMoney } from '../../chain/actions/giveDevGasMoney.ts'
import { mintDevStablecoin } from '../../chain/actions/mintDevStablecoin.ts'
import { setQuotas } from '../../chain/actions/setQuotas.ts'
import { setRoles } from '../../chain/actions/setRoles.ts'
import type { ContractCall } from '../../chain/call.ts'
import { connect, type ReadClient, withAccount, type WriteClient } from '../../chain/client.ts'
import { sendCall } from '../../chain/send.ts'
import { parseRate } from '../../loyalty/rate.ts'
import { type Database, openDatabase } from '../../service/database/open-database.ts'
import { importOrders, type ImportOptions } from '../../service/import/import-orders.ts'
import { type Minter, openMinter } from '../../service/import/minter.ts'
import { BATCH_LIMITS } from '../../service/import/open-batch.ts'
import { createKey, loadKey, minterKeyName } from '../../service/keys/stored-keys.ts'
import { ORDER_FORMATS } from '../../service/order-files/read-order-file.ts'
import { type CliNetwork, startCliNetwork } from './cli-network.ts'
import { type Cluster, startCluster } from './database-cluster.ts'

/** A chain, a database server and a brand or two: what an import needs. */
export type ImportFixture = {
  network: CliNetwork
  cluster: Cluster
  client: ReadClient
  operator: WriteClient
  stop: () => Promise<void>
}

export async function startImportFixture(given?: Cluster): Promise<ImportFixture> {
  const [network, cluster] = await Promise.all([startCliNetwork(), given ?? startCluster()])
  const client = await connect({ rpcUrl: network.rpcUrl, hub: network.hub })
  const operator = withAccount(client, privateKeyToAccount(await loadKey(network.home, 'operator')))
  const stop = async () => {
    await network.stop()
    await cluster.stop()
  }
  return { network, cluster, client, operator, stop }
}

export type BrandOptions = {
  reserve?: bigint
  mintLimit?: bigint
  clawbackLimit?: bigint
  rate?: bigint
  gasMoney?: bigint
}

const DOLLAR = 1_000_000n

/** Makes a brand whose minter key lies in the data folder; its point is worth 0.01 USD. */
export async function newBrand(fixture: ImportFixture, code: string, options: BrandOptions = {}): Promise<number> {
  const { client, operator, network } = fixture
  const {
    reserve = 1_000_000n * DOLLAR,
    mintLimit = 2_000_000_000n,
    clawbackLimit = mintLimit,
    rate = 100_000n,
  } = options
  const send = (call: ContractCall) => sendCall(operator, call)
  const terms = { rate, spreadBps: 100, promisePercent: 100, life: 3 }
  await send(admitBrand(client, { code, owner: operator.account.address }))
  await send(createBrand(client, { code, name: code, symbol: 'PTS', terms, neverExpires: false }))
  const brandId = (await getBrandId(client, { code })) ?? 0
  if (reserve > 0n) {
    await send(mintDevStablecoin(client, { to: operator.account.address, amount: reserve }))
    await send(approveStablecoin(client, { spender: client.contracts.hub, amount: reserve }))
    await send(depositReserve(client, { brandId, amount: reserve }))
  }
  const account = (await createKey(network.home, { name: minterKeyName(code) })).address as `0x${string}`
  await giveDevGasMoney(client, { account, wei: options.gasMoney ?? parseEther('100') })
  await send(await setRoles(client, { brandId, account, roles: ['minter'] }))
  await send(await setQuotas(client, { brandId, account, mintLimit, clawbackLimit }))
  return brandId
}

/** Opens a minter on a database of its own. */
export async function newMinter(
  fixture: ImportFixture,
  code: string,
  databaseUrl?: string,
): Promise<Minter & { url: string }> {
  const url = databaseUrl ?? (await fixture.cluster.create())
  const database: Database = await openDatabase(url)
  const { client, network } = fixture
  const minter = await openMinter({ database, client, home: network.home, code })
  return { ...minter, url }
}

export type FileOptions = Partial<Omit<ImportOptions, 'format' | 'rate'>> & { format?: string; rate?: string }

export function optionsFor(path: string, { format = 'csv', rate = '1', ...options }: FileOptions = {}): ImportOptions {
  const found = ORDER_FORMATS[format]
  const parsed = parseRate(rate)
  if (!found || !parsed) throw new Error(`no such format or rate: ${format}, ${rate}`)
  const common = { shop: 'main', returnWindow: 90 * 86_400, limits: BATCH_LIMITS, accountOf: () => undefined }
  return { path, format: found, rate: parsed, ...common, ...options }
}

export const importFile = (minter: Minter, path: string, options?: FileOptions) =>
  importOrders(minter, optionsFor(path, options))

/** Writes a file of plain CSV rows: order, member, item, quantity, price. */
export async function writeOrders(fixture: ImportFixture, name: string, rows: string[]): Promise<string> {
  const path = join(fixture.network.home, name)
  await writeFile(
    path,
    ['order,member,item,quantity,price,date', ...rows.map((row) => `${row},2026-01-01`)].join('\n') + '\n',
  )
  return path
}
