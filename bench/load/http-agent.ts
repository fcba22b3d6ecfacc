import { Agent, request } from 'node:http'

export interface Posted {
  readonly status: number
  readonly body: string
}

/** Keeps connections open, as a provider's or a till's client does. */
export class HttpAgent {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 })

  post(url: string, { body, headers }: { body: string; headers: Record<string, string> }): Promise<Posted> {
    return this.#send(url, 'POST', { 'content-length': String(Buffer.byteLength(body)), ...headers }, body)
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Posted> {
    return this.#send(url, 'GET', headers)
  }

  end(): void {
    this.#agent.destroy()
  }

  #send(url: string, method: string, headers: Record<string, string>, body?: string): Promise<Posted> {
    return new Promise((resolve, reject) => {
      const sent = request(url, { method, headers, agent: this.#agent }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
        response.on('error', reject)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }
}
