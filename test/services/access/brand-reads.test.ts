import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { addKey } from '../../../service/access/add-key.ts'
import { CLI, type KeyRole } from '../../../service/access/actor.ts'
import { addTarget } from '../../../service/webhooks-out/targets.ts'
import { type Answer, startTillStage, type TillStage } from '../till/till-stage.ts'

describe('what is read of a brand over HTTP', function () {
  this.timeout(60_000)
  let stage: TillStage
  before(async () => {
    stage = await startTillStage()
  })
  after(() => stage.stop())

  const keyOf = async (role: KeyRole, side: 'first' | 'second' = 'first') => {
    const made = { brandId: stage.brands[side], role, name: 'reads', actor: CLI, at: new Date() }
    const { known, key } = await addKey(stage.database, made)
    const ask = async (path: string, body?: unknown): Promise<{ status: number; body: Answer; text: string }> => {
      const headers = {
        ...{ authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() },
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      }
      const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
      const response = await fetch(`${stage.service.url}/v1/brand${path}`, init)
      const text = await response.text()
      return { status: response.status, body: JSON.parse(text), text }
    }
    return { number: known.number, ask }
  }

  it('shows an auditor where messages go, and whoever may add an address all of it', async () => {
    const url = 'https://hooks.example:8443/services/T0K3N?key=s3cret'
    const { home } = stage.network
    const place = { home, brandId: stage.brands.first, brand: 'tea-house', mode: 'live' as const, dev: false }
    await addTarget(stage.database, { ...place, url })
    for (const role of ['owner', 'manager'] as const) {
      const { body } = await (await keyOf(role)).ask('/webhooks')
      assert.deepEqual([role, body.targets[0].url], [role, url])
    }
    const auditor = await keyOf('auditor')
    const { body, text } = await auditor.ask('/webhooks')
    assert.equal(body.targets[0].url, 'https://hooks.example:8443')
    assert.doesNotMatch(text, /T0K3N|s3cret/)
    assert.doesNotMatch((await auditor.ask('/audit')).text, /T0K3N|s3cret/)
  })
})
