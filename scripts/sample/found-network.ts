import { keccak256, stringToBytes } from 'viem'
import { addCause } from '../../chain/actions/addCause.ts'
import { admitBrand } from '../../chain/actions/admitBrand.ts'
import { approveStablecoin } from '../../chain/actions/approveStablecoin.ts'
import { createBrand } from '../../chain/actions/createBrand.ts'
import { depositReserve } from '../../chain/actions/depositReserve.ts'
import { getBrandId } from '../../chain/actions/getBrandId.ts'
import { mintDevStablecoin } from '../../chain/actions/mintDevStablecoin.ts'
import { setClaimQuota } from '../../chain/actions/setClaimQuota.ts'
import { setQuotas } from '../../chain/actions/setQuotas.ts'
import { setRoles } from '../../chain/actions/setRoles.ts'
import { parsePoints } from '../../chain/codec/points.ts'
import { minterKeyName } from '../../service/keys/stored-keys.ts'
import { type SampleBrand, sampleBrands } from './brands.ts'
import { sampleCauses } from './causes.ts'
import { accountHolders } from './members.ts'
import type { SampleChain } from './sample-chain.ts'
import { OPERATOR, type SampleKeys, ownerKeyName } from './sample-keys.ts'

/** Points a day that a minter may mint, take back, and that may be claimed. */
const MINT_A_DAY = parsePoints('50000')
const CLAWBACK_A_DAY = parsePoints('5000')
const CLAIMS_A_DAY = parsePoints('20000')

/** Brings the brands and causes into the network, funded and with their keys' powers; gives brand ids by code. */
export async function foundNetwork(chain: SampleChain, keys: SampleKeys): Promise<Map<string, number>> {
  for (const name of gasPayers()) await chain.giveGasMoney(keys.account(name))
  const ids = new Map<string, number>()
  for (const brand of sampleBrands) ids.set(brand.code, await foundBrand(chain, keys, brand))
  for (const { name, registration, key, about } of sampleCauses) {
    const payout = keys.account(key).address
    const metadataHash = keccak256(stringToBytes(about))
    await chain.send(keys.account(OPERATOR), addCause(chain.client, { name, registration, payout, metadataHash }))
  }
  return ids
}

function gasPayers(): string[] {
  const ofBrands = sampleBrands.flatMap(({ code }) => [ownerKeyName(code), minterKeyName(code)])
  return [OPERATOR, ...ofBrands, ...sampleCauses.map(({ key }) => key), ...accountHolders]
}

async function foundBrand(chain: SampleChain, keys: SampleKeys, brand: SampleBrand): Promise<number> {
  const { client } = chain
  const { code, name, symbol, terms, neverExpires, reserve } = brand
  const owner = keys.account(ownerKeyName(code))
  const minter = keys.account(minterKeyName(code)).address
  await chain.send(keys.account(OPERATOR), admitBrand(client, { code, owner: owner.address }))
  await chain.send(owner, createBrand(client, { code, name, symbol, terms, neverExpires }))
  const brandId = await getBrandId(client, { code })
  if (brandId === undefined) throw new Error(`The brand ${code} was not created.`)
  await chain.send(owner, setRoles(client, { brandId, account: minter, roles: ['minter'] }))
  const limits = { mintLimit: MINT_A_DAY, clawbackLimit: CLAWBACK_A_DAY }
  await chain.send(owner, setQuotas(client, { brandId, account: minter, ...limits }))
  await chain.send(owner, setClaimQuota(client, { brandId, limit: CLAIMS_A_DAY }))
  if (reserve > 0n) await fundBrand(chain, keys, { code, brandId, amount: reserve })
  return brandId
}

/** The owner deposits play money, made for it. */
export async function fundBrand(
  chain: SampleChain,
  keys: SampleKeys,
  { code, brandId, amount }: { code: string; brandId: number; amount: bigint },
): Promise<void> {
  const { client } = chain
  const owner = keys.account(ownerKeyName(code))
  await chain.send(owner, mintDevStablecoin(client, { to: owner.address, amount }))
  await chain.send(owner, approveStablecoin(client, { spender: client.contracts.hub, amount }))
  await chain.send(owner, depositReserve(client, { brandId, amount }))
}
