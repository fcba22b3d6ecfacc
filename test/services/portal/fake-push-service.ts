import { createECDH, randomBytes } from 'node:crypto'
import { type IncomingHttpHeaders, type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import ece from 'http_ece'

/** What a browser's push service would hand to the browser. */
export interface Pushed {
  headers: IncomingHttpHeaders
  text: string
}

/** Stands in for a push service and the browser behind it: takes what is posted and decrypts it. Not a real one. */
export class FakePushService {
  readonly pushed: Pushed[] = []
  /** What it answers. */
  status = 201
  readonly #browser = createECDH('prime256v1')
  readonly #auth = randomBytes(16)
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const options = { version: 'aes128gcm', privateKey: this.#browser, authSecret: this.#auth.toString('base64url') }
      const text = ece.decrypt(Buffer.concat(chunks), options).toString()
      this.pushed.push({ headers: request.headers, text })
      response.writeHead(this.status).end()
    })
  })

  async start(): Promise<void> {
    this.#browser.generateKeys()
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve))
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get subscription() {
    const keys = { p256dh: this.#browser.getPublicKey('base64url'), auth: this.#auth.toString('base64url') }
    return { endpoint: `${this.origin}/browser/1`, keys }
  }
}
