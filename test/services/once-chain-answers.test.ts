import { strict as assert } from 'node:assert'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from '../../chain/client.ts'
import { ChainError } from '../../chain/errors/chain-error.ts'
import { onceChainAnswers } from '../../service/http/once-chain-answers.ts'

const code = (error: unknown): string => (error instanceof ChainError ? error.code : String(error))

describe('a service that starts before its chain', () => {
  it('waits, tells each try in vain, and goes on once the chain answers', async () => {
    const told: string[] = []
    let tries = 0
    const answer = await onceChainAnswers(
      async () => {
        tries += 1
        if (tries < 3) throw new ChainError(tries === 1 ? 'ChainUnreachable' : 'CallFailed', { sentence: 'Not yet.' })
        return 'chain'
      },
      { onTrouble: (error) => told.push(code(error)) },
    )
    assert.deepEqual([answer, told], ['chain', ['ChainUnreachable', 'CallFailed']])
  })

  it('takes a node that fails for one that will answer', async () => {
    const server = createServer((_request, response) => response.writeHead(503).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const rpcUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const stopped = new AbortController()
    const told: unknown[] = []
    const waiting = onceChainAnswers(() => connect({ rpcUrl, hub: '0x00000000000000000000000000000000000000aa' }), {
      onTrouble: (error) => {
        told.push(error)
        stopped.abort()
      },
      stopped: stopped.signal,
    })
    await assert.rejects(waiting, (error) => code(error) === 'ChainUnreachable')
    assert.deepEqual(told.map(code), ['ChainUnreachable'])
    server.close()
  })

  it('does not wait for what waiting does not mend', async () => {
    const told: unknown[] = []
    const wrong = onceChainAnswers(
      () => Promise.reject(new ChainError('NoContract', { sentence: 'There is no hub at that address.' })),
      { onTrouble: (error) => told.push(error) },
    )
    await assert.rejects(wrong, (error) => code(error) === 'NoContract')
    assert.deepEqual(told, [])
  })
})
