import { SignClient } from '@walletconnect/sign-client'
import type { Hex, LocalAccount, TypedDataDefinition } from 'viem'

export interface PhoneWallet {
  /** What pages have asked it, in order. */
  asked: string[]
  /** Reads the code a page shows, and says yes to whatever it asks. */
  scan: (uri: string) => Promise<void>
  stop: () => Promise<void>
}

export interface PhoneWalletParameters {
  relayUrl: string
  account: LocalAccount
  chainId: number
}

const METHODS = ['personal_sign', 'eth_signTypedData_v4', 'eth_sendTransaction', 'wallet_switchEthereumChain']
const EVENTS = ['chainChanged', 'accountsChanged']

/** A wallet on another device: the real protocol, a real key, and an owner who always agrees. */
export async function startPhoneWallet({ relayUrl, account, chainId }: PhoneWalletParameters): Promise<PhoneWallet> {
  const asked: string[] = []
  const chain = `eip155:${chainId}`
  const client = await SignClient.init({
    ...{ projectId: 'phone', relayUrl, logger: 'silent', telemetryEnabled: false },
    metadata: { name: 'Harbour Phone', description: 'A wallet', url: 'https://harbour.example', icons: [] },
    storageOptions: { database: ':memory:' },
  })
  client.on('session_proposal', ({ id }) => {
    const accounts = [`${chain}:${account.address}`]
    void client.approve({ id, namespaces: { eip155: { chains: [chain], accounts, methods: METHODS, events: EVENTS } } })
  })
  client.on('session_request', ({ id, topic, params: { request } }) => {
    asked.push(request.method)
    void sign(account, request).then((result) => client.respond({ topic, response: { id, jsonrpc: '2.0', result } }))
  })
  return {
    asked,
    scan: async (uri) => void (await client.pair({ uri })),
    stop: async () => {
      await client.core.relayer.transportClose()
      client.core.heartbeat.stop()
    },
  }
}

async function sign(account: LocalAccount, { method, params }: { method: string; params: unknown[] }): Promise<Hex> {
  if (method === 'personal_sign') return await account.signMessage({ message: { raw: params[0] as Hex } })
  const data = typeof params[1] === 'string' ? (JSON.parse(params[1]) as unknown) : params[1]
  return await account.signTypedData(data as TypedDataDefinition)
}
