import { strict as assert } from 'node:assert'
import { InboxWriter } from '../../../service/intake/inbox-writer.ts'
import type { Delivery } from '../../../service/intake/insert-delivery.ts'
import { IntakeError } from '../../../service/intake/intake-error.ts'
import { BRANDS, type IntakeStage, rowsOf, startIntake } from './intake-stage.ts'

describe('intake: what waits for the database', () => {
  let stage: IntakeStage
  before(async () => {
    process.env['POINTS_PASSPHRASE'] ??= 'only a test'
    stage = await startIntake()
  })
  after(() => stage.stop())

  const delivery = (deliveryId: string, bytes = 10): Delivery => ({
    ...{ brandId: BRANDS.cafe, shop: 1, provider: 'generic', account: 'main', mode: 'live', topic: 'sale.paid' },
    ...{ deliveryId, body: Buffer.alloc(bytes, 1) },
  })

  /** Nobody gets at the inbox while `work` runs. */
  async function withInboxLocked(work: () => Promise<void>): Promise<void> {
    await stage.database.begin(async (sql) => {
      await sql`lock table inbox in access exclusive mode`
      await work()
    })
  }

  const busy = (error: unknown): boolean => {
    assert.ok(error instanceof IntakeError)
    assert.deepEqual([error.code, error.status, error.retryAfterSeconds], ['TooBusy', 503, 5])
    return true
  }

  it('is bounded in number: who comes then is told to come again, and those that wait are kept', async () => {
    const writer = new InboxWriter(stage.database, stage.vault, { waiting: 2, bytes: 1_000 })
    const under: Promise<string>[] = []
    await withInboxLocked(async () => {
      // Two are with the database, two wait.
      for (const id of ['a', 'b', 'c', 'd']) under.push(writer.write(delivery(id)))
      await assert.rejects(writer.write(delivery('e')), busy)
    })
    assert.deepEqual(await Promise.all(under), ['stored', 'stored', 'stored', 'stored'])
    assert.equal(await writer.write(delivery('e')), 'stored')
    assert.deepEqual((await rowsOf(stage)).map((row) => row['delivery_id'] as string).toSorted(), [
      'a',
      'b',
      'c',
      'd',
      'e',
    ])
  })

  it('is bounded in bytes, and has room again once it was written', async () => {
    const writer = new InboxWriter(stage.database, stage.vault, { waiting: 100, bytes: 1_000 })
    const under: Promise<string>[] = []
    await withInboxLocked(async () => {
      for (const id of ['f', 'g']) under.push(writer.write(delivery(id, 900)))
      under.push(writer.write(delivery('h', 900)))
      await assert.rejects(writer.write(delivery('i', 200)), busy)
    })
    assert.deepEqual(await Promise.all(under), ['stored', 'stored', 'stored'])
    assert.equal(await writer.write(delivery('i', 900)), 'stored')
  })
})
