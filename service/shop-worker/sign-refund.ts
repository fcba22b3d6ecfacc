import type { Payment } from '../../chain/actions/findPayment.ts'
import { refundPayment } from '../../chain/actions/refundPayment.ts'
import { withAccount } from '../../chain/client.ts'
import { simulateCall } from '../../chain/send.ts'
import type { Minter } from '../import/minter.ts'
import { readLastRun } from '../import/sync-chain.ts'
import { readFees, readTransactionCount, signCall } from '../queue/sign-call.ts'
import { readNextNonce, storeTransaction } from '../queue/transaction-row.ts'

/** Stores the signed refund of a payment, up to the share of all that goes back; the queue sends it. Throws what the chain refuses. */
export async function signRefund(minter: Minter, payment: Payment, share: bigint): Promise<void> {
  const { client, account, key, database, brandId } = minter
  const call = refundPayment(client, { payment, share })
  const { gas } = await simulateCall(withAccount(client, account), call)
  await database.begin(async (sql) => {
    const [fees, pending] = await Promise.all([
      readFees(client),
      readTransactionCount(client, { address: account.address, blockTag: 'pending' }),
    ])
    const nonce = await readNextNonce(sql, key, pending)
    const signed = await signCall(account, { call, chainId: key.chainId, nonce, gas: (gas * 3n) / 2n, fees })
    const run = await readLastRun(sql, brandId)
    await storeTransaction(sql, key, { ...signed, nonce, attempt: 0, kind: 'refund', sequence: null, run })
  })
  await minter.checkpoint?.('signed-refund')
}
