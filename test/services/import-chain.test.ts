import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTestClient, http, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { sendTransaction } from 'viem/actions'
import { claimPoints } from '../../chain/actions/claimPoints.ts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getDomain } from '../../chain/actions/getDomain.ts'
import { giveDevGasMoney } from '../../chain/actions/giveDevGasMoney.ts'
import { redeemPoints } from '../../chain/actions/redeemPoints.ts'
import { setClaimQuota } from '../../chain/actions/setClaimQuota.ts'
import { signClaim } from '../../chain/claims/sign-claim.ts'
import { withAccount } from '../../chain/client.ts'
import { readToken } from '../../chain/read.ts'
import { sendCall } from '../../chain/send.ts'
import { claimPrivateKey } from '../../service/keys/claim-keys.ts'
import { claimSeedName, loadKey } from '../../service/keys/stored-keys.ts'
import { readAccounts } from '../../scripts/import/read-accounts.ts'
import {
  type ImportFixture,
  importFile,
  newBrand,
  newMinter,
  startImportFixture,
  writeOrders,
} from './import-fixture.ts'

describe('an import and the chain', function () {
  this.timeout(240_000)
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  const balanceOf = (brandId: number, address: string) =>
    readToken(fixture.client, brandId, 'balanceOf', [address as `0x${string}`])

  const newAccount = async () => {
    const account = privateKeyToAccount(generatePrivateKey())
    await giveDevGasMoney(fixture.client, { account: account.address, wei: parseEther('1') })
    return { account, address: account.address.toLowerCase() }
  }

  it('mints to accounts of a mapping, also where two members share one', async () => {
    const brandId = await newBrand(fixture, 'map-cafe')
    const minter = await newMinter(fixture, 'map-cafe')
    const { address } = await newAccount()
    const mapping = join(fixture.network.home, 'accounts.csv')
    await writeFile(mapping, `member,address\nann,${address}\nbob,${address}\n`)
    const accounts = await readAccounts(mapping)
    const path = await writeOrders(fixture, 'map.csv', ['A1,ann,cup,1,5', 'B1,bob,cup,1,7', 'C1,cyd,cup,1,9'])
    await importFile(minter, path, { accountOf: (member) => accounts.get(member) })
    assert.equal(await balanceOf(brandId, address), 1_200n)
    const returns = await writeOrders(fixture, 'map-returns.csv', ['R1,ann,cup,-1,5', 'R2,bob,cup,-1,7'])
    const { report } = await importFile(minter, returns, { accountOf: (member) => accounts.get(member) })
    assert.deepEqual([report.pointsReversed, report.debt, await balanceOf(brandId, address)], ['12.00', '0.00', 0n])
    await writeFile(mapping, `member,address\nann,0x12\n`)
    await assert.rejects(readAccounts(mapping), /accounts.csv cannot be used. Line 2: address "0x12" is no address/)
    await minter.database.end()
  })

  it('owes what the member has spent before it came back, and repays it from the next points', async () => {
    const brandId = await newBrand(fixture, 'spent-cafe')
    const minter = await newMinter(fixture, 'spent-cafe')
    const { account, address } = await newAccount()
    const accountOf = () => address
    await importFile(minter, await writeOrders(fixture, 's1.csv', ['A1,ann,cup,1,20']), { accountOf })
    const redeem = await redeemPoints(fixture.client, {
      brandId,
      points: 1_550n,
      orderReference: `0x${'01'.repeat(32)}`,
    })
    await sendCall(withAccount(fixture.client, account), redeem)
    const { report } = await importFile(minter, await writeOrders(fixture, 's2.csv', ['R1,ann,cup,-1,20']), {
      accountOf,
    })
    assert.deepEqual([report.pointsReversed, report.debt], ['4.50', '15.50'])
    const next = await importFile(minter, await writeOrders(fixture, 's3.csv', ['A2,ann,cup,1,20']), { accountOf })
    assert.deepEqual([next.report.pointsCredited, next.report.debt], ['4.50', '0.00'])
    assert.equal(await balanceOf(brandId, address), 450n)
    await minter.database.end()
  })

  it('takes nothing twice that was taken back by hand', async () => {
    const brandId = await newBrand(fixture, 'hand-cafe')
    const minter = await newMinter(fixture, 'hand-cafe')
    const { address } = await newAccount()
    const accountOf = () => address
    await importFile(minter, await writeOrders(fixture, 'h1.csv', ['A1,ann,cup,1,20']), { accountOf })
    await fixture.network.json('reverse', 'hand-cafe', '1', address, '20', '--as', 'hand-cafe-minter')
    const { report } = await importFile(minter, await writeOrders(fixture, 'h2.csv', ['R1,ann,cup,-1,20']), {
      accountOf,
    })
    assert.deepEqual([report.pointsReversed, report.debt], ['0.00', '0.00'])
    assert.equal(await balanceOf(brandId, address), 0n)
    await minter.database.end()
  })

  it('mints once where two processes import the same file at once', async () => {
    const brandId = await newBrand(fixture, 'twin-cafe')
    const one = await newMinter(fixture, 'twin-cafe')
    const two = await newMinter(fixture, 'twin-cafe', one.url)
    const path = await writeOrders(fixture, 'twin.csv', ['A1,ann,cup,1,5', 'B1,bob,cup,1,7'])
    const reports = await Promise.all([importFile(one, path), importFile(two, path)])
    assert.deepEqual(reports.map((each) => each.report.pointsCredited).toSorted(), ['0.00', '12.00'])
    assert.equal(await readToken(fixture.client, brandId, 'totalSupply', []), 1_200n)
    await Promise.all([one.database.end(), two.database.end()])
  })

  it('mints once where the node forgets the transactions, or somebody else uses the nonce', async () => {
    const brandId = await newBrand(fixture, 'lossy-cafe')
    const minter = await newMinter(fixture, 'lossy-cafe')
    const node = createTestClient({ mode: 'anvil', transport: http(fixture.network.rpcUrl) })
    let sent = 0
    await node.setAutomine(false)
    await node.setIntervalMining({ interval: 1 })
    const checkpoint = async (point: string) => {
      if (point !== 'sent' && point !== 'committed') return
      if (point === 'committed') await foreignTransaction(minter.account)
      if (point === 'sent' && (sent += 1) <= 2) await node.request({ method: 'anvil_dropAllTransactions' } as never)
    }
    const path = await writeOrders(fixture, 'lossy.csv', ['A1,ann,cup,1,5', 'B1,bob,cup,1,7', 'C1,cyd,cup,1,9'])
    const { report } = await importFile({ ...minter, checkpoint }, path, { limits: { members: 1, purchases: 9 } })
    assert.equal(report.batches, 3)
    assert.equal(await readToken(fixture.client, brandId, 'totalSupply', []), 2_100n)
    await node.setAutomine(true)
    await minter.database.end()
  })

  it('sends the same bytes again where the chain lost their blocks', async () => {
    const brandId = await newBrand(fixture, 'reorg-cafe')
    const minter = await newMinter(fixture, 'reorg-cafe')
    const path = await writeOrders(fixture, 'reorg.csv', ['A1,ann,cup,1,5', 'B1,bob,cup,1,7', 'R1,ann,cup,-1,5'])
    const limits = { members: 1, purchases: 9 }
    await importFile(minter, path, { limits })
    const signed = () => minter.database`select signed from transactions where status = 'confirmed' order by nonce`
    const before = await signed()
    const node = createTestClient({ mode: 'anvil', transport: http(fixture.network.rpcUrl) })
    await node.request({ method: 'anvil_rollback', params: [2] } as never)
    assert.equal((await getBrand(fixture.client, { brandId })).lastSequence, 1n)
    const { resumed } = await importFile(minter, path, { limits })
    assert.equal(resumed, true)
    assert.deepEqual([...(await signed())], [...before])
    assert.equal(await readToken(fixture.client, brandId, 'totalSupply', []), 700n)
    await minter.database.end()
  })

  it('mints to the account once the claim address was claimed', async () => {
    const brandId = await newBrand(fixture, 'claim-cafe')
    const minter = await newMinter(fixture, 'claim-cafe')
    const { client, network, operator } = fixture
    await sendCall(operator, await setClaimQuota(client, { brandId, limit: 1_000_000n }))
    await importFile(minter, await writeOrders(fixture, 'c1.csv', ['A1,ann,cup,1,5']))
    const { address: to } = await newAccount()
    const seed = await loadKey(network.home, claimSeedName('claim-cafe'))
    const claimKey = privateKeyToAccount(claimPrivateKey(seed, brandId, 'ann'))
    const domain = await getDomain(client)
    const signature = await signClaim(claimKey, { domain, brandId, to: to as `0x${string}` })
    const claim = { brandId, claimKey: claimKey.address, to: to as `0x${string}`, signature }
    await sendCall(operator, claimPoints(client, claim))
    await importFile(
      minter,
      await writeOrders(fixture, 'c2.csv', ['A2,ann,cup,1,7', 'R1,ann,cup,-1,5', 'A3,ann,pot,1,9']),
    )
    assert.equal(await balanceOf(brandId, to), 500n + 700n + 900n - 700n)
    await minter.database.end()
  })

  const foreignTransaction = async (account: Parameters<typeof withAccount>[1]) => {
    const client = withAccount(fixture.client, account)
    await sendTransaction(client, { account, chain: client.chain, to: account.address, value: 1n })
  }
})
