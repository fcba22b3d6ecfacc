import { createPublicClient, http } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { getBlock } from 'viem/actions'
import { connect } from '../../chain/client.ts'
import { listBrands } from '../../chain/actions/listBrands.ts'
import { contractsHash } from '../../chain/generated/abis.ts'
import { type Network, writeNetwork } from '../../chain/network.ts'
import { createKey, listKeys, loadKey } from '../../service/keys/stored-keys.ts'
import { startAnvil, stateFile, LOCAL_CHAIN_ID } from './anvil.ts'
import { ChainState } from './chain-state.ts'
import { deployNetwork } from './deploy-network.ts'
import { rpc } from './rpc.ts'
import { runSample } from './sample-hook.ts'
import type { Say } from './say.ts'

/** The sample history begins this many days ago. */
const DAYS_BACK = 400
const OPERATOR = 'operator'
const GAS_MONEY = `0x${(10n ** 21n).toString(16)}`

export interface FirstStartParameters {
  home: string
  chainPort: number
  databaseUrl: string
  sample: boolean
  say: Say
}

/**
 * Makes the local network: a chain that begins 400 days ago and mines at once, the contracts, the sample's history up to
 * now. The node then ends with its state saved, to be started as every later start does it.
 */
export async function firstStart({ home, chainPort, databaseUrl, sample, say }: FirstStartParameters): Promise<void> {
  const url = `http://127.0.0.1:${chainPort}`
  const child = await startAnvil({ home, port: chainPort, daysBack: DAYS_BACK })
  try {
    const network = await say.step('contracts', async () => {
      const made = await makeContracts(home, url, databaseUrl)
      return [made, `hub ${made.hub}`]
    })
    if (sample) {
      await say.step('sample', async (onProgress) => {
        const told = await runSample({ home, network, onProgress })
        return [undefined, told]
      })
    }
    await catchUp(url)
    await writeNetwork(home, { ...network, brands: await brandsOf(network) })
    await new ChainState(url, stateFile(home)).save()
  } finally {
    await child.stop('SIGTERM', 5_000)
  }
}

async function makeContracts(home: string, rpcUrl: string, databaseUrl: string): Promise<Network> {
  const stored = (await listKeys(home)).some((key) => key.name === OPERATOR)
  if (!stored) await createKey(home, { name: OPERATOR })
  const deployerKey = await loadKey(home, OPERATOR)
  await rpc(rpcUrl, 'anvil_setBalance', [privateKeyToAddress(deployerKey), GAS_MONEY])
  const deployed = await deployNetwork({ home, rpcUrl, deployerKey })
  const later = { rewardBook: null, portalUrl: null, serviceUrl: null, indexerUrl: null }
  return { schema: 1, chainId: LOCAL_CHAIN_ID, rpcUrl, ...deployed, ...later, brands: [], contractsHash, databaseUrl }
}

/** A chain that is still in the past is brought to the wall clock, never ahead of it. */
async function catchUp(url: string): Promise<void> {
  const { timestamp } = await getBlock(createPublicClient({ transport: http(url) }))
  const behind = Math.floor(Date.now() / 1000) - Number(timestamp)
  if (behind <= 0) return
  await rpc(url, 'evm_setNextBlockTimestamp', [Number(timestamp) + behind])
  await rpc(url, 'evm_mine')
}

export async function brandsOf({ rpcUrl, hub, hubBlock }: Network): Promise<Network['brands']> {
  const brands = await listBrands(await connect({ rpcUrl, hub }), { fromBlock: BigInt(hubBlock) })
  return brands.map(({ brandId, code, token }) => ({ id: brandId, code, token }))
}
