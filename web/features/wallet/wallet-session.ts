import { type Address, getAddress } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import type { Connector } from 'wagmi'
import { connect, disconnect, getConnection, signMessage } from 'wagmi/actions'
import { post } from '../../browser/api.ts'
import type { PortalConfig } from '../../server/portal-config.ts'
import type { Member } from '../../server/session.ts'
import { walletConfig } from './wallet-config.ts'

/** Connects a wallet and has it sign our challenge. */
export async function enterWithWallet(network: PortalConfig, connector: Connector, statement: string): Promise<Member> {
  const config = walletConfig(network)
  if (getConnection(config).status === 'connected') await disconnect(config)
  const { accounts } = await connect(config, { connector })
  const account: Address = getAddress(accounts[0])
  const { challenge } = await post<{ challenge: string }>('/api/session/challenge')
  const message = createSiweMessage({
    address: account,
    chainId: network.chainId,
    domain: new URL(network.origin).host,
    uri: network.origin,
    version: '1',
    nonce: challenge.slice(2),
    statement,
    issuedAt: new Date(),
  })
  const signature = await signMessage(config, { account, message })
  return await post<Member>('/api/session/wallet', { address: account, message, signature })
}
