import { strict as assert } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'
import { startWorkersThread, type ThreadTrouble } from '../../../service/shop-worker/start-workers-thread.ts'

describe('ledger: the thread that books', () => {
  it('is started again when it fails, tells why, and stops when it is told to', async () => {
    const troubles: ThreadTrouble[] = []
    const network = {
      rpcUrl: 'http://127.0.0.1:1',
      hub: `0x${'11'.repeat(20)}` as const,
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
    }
    const thread = startWorkersThread({ home: '/nowhere', network, env: {} }, (trouble) => void troubles.push(trouble))
    for (let tries = 0; troubles.length < 2 && tries < 600; tries++) await sleep(50)
    await thread.stop()
    const told = troubles.length
    assert.ok(told >= 2, 'It was not started again.')
    for (const { brand, error } of troubles) {
      assert.equal(brand, '')
      assert.match(error, /127\.0\.0\.1:1/)
    }
    await sleep(100)
    assert.equal(troubles.length, told)
  })
})
