import { expect } from 'chai'
import { z } from 'zod'
import { readJson, readText } from '../../../web/server/read-json.ts'

const KILOBYTE = new Uint8Array(1_024).fill(0x20)

/** A body that never ends and never says how long it is. */
function endless(): { request: Request; given: () => number; cancelled: () => boolean } {
  let given = 0
  let cancelled = false
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      given += 1
      controller.enqueue(KILOBYTE)
    },
    cancel: () => {
      cancelled = true
    },
  })
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit
  return { request: new Request('http://x', init), given: () => given, cancelled: () => cancelled }
}

const post = (body: NonNullable<RequestInit['body']>): Request => new Request('http://x', { method: 'POST', body })

describe('a request’s body', () => {
  it('is read whole, also where a letter is cut in two', async () => {
    const bytes = new TextEncoder().encode('{"name":"ہ"}')
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(bytes.slice(0, 10))
        controller.enqueue(bytes.slice(10))
        controller.close()
      },
    })
    const request = new Request('http://x', { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect(await readJson(request, z.object({ name: z.string() }))).to.deep.equal({ name: 'ہ' })
  })

  it('is left where it grows beyond what is taken, without reading on', async () => {
    const { request, given, cancelled } = endless()
    expect(await readText(request)).to.equal(undefined)
    expect(cancelled()).to.equal(true)
    expect(given()).to.be.lessThan(80)
  })

  it('is refused with a sentence', async () => {
    const [large, wrong] = await Promise.all([
      readJson(post('"'.padEnd(70_000)), z.string()),
      readJson(post('{'), z.string()),
    ])
    expect([(large as Response).status, (wrong as Response).status]).to.deep.equal([413, 400])
    expect(await readText(new Request('http://x', { method: 'POST' }))).to.equal('')
  })
})
