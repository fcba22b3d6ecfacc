import { getBrand } from '../../chain/actions/getBrand.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { getGasMoney } from '../../chain/actions/getGasMoney.ts'
import { getNetwork } from '../../chain/actions/getNetwork.ts'
import { getQuotas } from '../../chain/actions/getQuotas.ts'
import { getRoles } from '../../chain/actions/getRoles.ts'
import { readFees } from '../queue/sign-call.ts'
import type { Minter } from './minter.ts'

/** What the chain says of a brand's minting now. Points in 0.01 point, money in µ, gas money and prices in wei. */
export async function readMintTerms({ client, brandId, account: { address: account } }: Minter) {
  const { now } = await getChainTime(client)
  const [brand, quotas, roles, network, gasMoney, fees] = await Promise.all([
    getBrand(client, { brandId }),
    getQuotas(client, { brandId, account }),
    getRoles(client, { brandId, account }),
    getNetwork(client, { now }),
    getGasMoney(client, { account }),
    readFees(client),
  ])
  const { terms, announced } = brand
  const announcedRate = announced?.terms.rate ?? 0n
  return {
    ...{ now, brand, quotas, network, gasMoney },
    isMinter: roles.includes('minter'),
    gasPrice: fees.baseFee * 2n + fees.maxPriorityFeePerGas,
    /** A mint is measured by the higher of what holds and what is announced. */
    rate: terms.rate > announcedRate ? terms.rate : announcedRate,
    promisePercent: Math.max(terms.promisePercent, announced?.terms.promisePercent ?? 0),
  }
}
