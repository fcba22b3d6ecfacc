import { expect } from 'chai'
import { zeroHash } from 'viem'
import { openDatabase } from '../../../service/database/open-database.ts'
import type { Database, Transaction } from '../../../service/database/open-database.ts'
import { readNextNonce, storeTransaction } from '../../../service/queue/transaction-row.ts'
import { MAX_TRANSACTION_GAS } from '../../../service/queue/sign-call.ts'
import { gasOfRows, takeWhatFits } from '../../../service/relay/calls-of-open.ts'
import type { IntentRow } from '../../../service/relay/intent-row.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'

describe('the next nonce of a key', function () {
  this.timeout(60_000)
  const key = { chainId: 31_337, sender: '0x00000000000000000000000000000000000000aa', brandId: null }
  let cluster: Cluster
  let database: Database
  before(async () => {
    cluster = await startCluster()
    database = await openDatabase(await cluster.create())
  })
  after(async () => {
    await database.end()
    await cluster.stop()
  })

  const sql = () => database as unknown as Transaction
  const store = async (nonce: bigint, status: string) => {
    const hash = `0x${nonce.toString(16).padStart(64, '0')}` as const
    const stored = { nonce, attempt: 0, hash, signed: zeroHash, kind: 'intents', sequence: null, run: 0 } as const
    await storeTransaction(sql(), key, stored)
    await database`update transactions set status = ${status} where hash = ${hash}`
  }

  it('follows what is in blocks and what is signed, also while a reorganisation takes blocks away', async () => {
    expect(await readNextNonce(sql(), key, 7)).to.equal(7n)
    await store(7n, 'confirmed')
    await store(8n, 'reverted')
    expect(await readNextNonce(sql(), key, 9)).to.equal(9n)
    expect(await readNextNonce(sql(), key, 7)).to.equal(9n)
    await store(9n, 'signed')
    expect(await readNextNonce(sql(), key, 9)).to.equal(10n)
  })

  it('passes over what somebody else used', async () => {
    await store(12n, 'replaced')
    expect(await readNextNonce(sql(), key, 13)).to.equal(13n)
  })
})

describe('intents under way', () => {
  it('are tried in as many calls as they need', () => {
    const row = { verb: 'Pay', payload: `0x${'00'.repeat(800)}`, gas: 2_000_000n } as unknown as IntentRow
    const rows = Array.from({ length: 16 }, () => row)
    const first = takeWhatFits(rows)
    expect(first.length).to.be.greaterThan(1).and.lessThan(16)
    expect(gasOfRows(first) <= MAX_TRANSACTION_GAS).to.equal(true)
    expect(gasOfRows([...first, row]) > MAX_TRANSACTION_GAS).to.equal(true)
    expect(takeWhatFits([{ ...row, gas: MAX_TRANSACTION_GAS * 2n } as IntentRow])).to.have.length(1)
  })
})
