/** What a wallet's page may ask the chain through us: reads that cost the node little. */
export const rpcMethods: ReadonlySet<string> = new Set([
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_getBlockByNumber',
  'eth_getCode',
  'eth_getTransactionReceipt',
  'net_version',
])
