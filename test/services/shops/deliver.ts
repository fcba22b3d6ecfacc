import { strict as assert } from 'node:assert'
import { createHmac } from 'node:crypto'
import { NeedsFetch, UnreadableDelivery } from '../../../service/shops/delivery-error.ts'
import { eventsOf } from '../../../service/shops/events-of.ts'
import { type ShopFetcher, WITHOUT_TOKEN } from '../../../service/shops/shop-delivery.ts'
import type { Provider, ShopEvent } from '../../../service/shops/shop-event.ts'

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** 10^-6 of a currency out of cents. */
export const cents = (amount: number): bigint => BigInt(amount) * 10_000n

export const RECEIVED = new Date('2026-11-22T02:00:00Z')

export type Body = string | object

type Asked = ShopFetcher | typeof WITHOUT_TOKEN | undefined

/** What an adapter makes of a body; text is sent as it is, for figures that JavaScript cannot write. */
export function read(provider: Provider, topic: string, body: Body, fetcher: Asked = WITHOUT_TOKEN) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return eventsOf(provider, { topic, body: bytes(text), account: 'shop', receivedAt: RECEIVED }, fetcher)
}

export async function events(provider: Provider, topic: string, body: Body, fetcher?: Asked): Promise<ShopEvent[]> {
  const result = await read(provider, topic, body, fetcher)
  assert.ok('events' in result, 'ignored' in result ? `ignored: ${result.ignored}` : '')
  return result.events
}

export async function one<kind extends ShopEvent['kind']>(
  kind: kind,
  ...told: Parameters<typeof events>
): Promise<Extract<ShopEvent, { kind: kind }>> {
  const found = (await events(...told)).filter((event) => event.kind === kind)
  assert.equal(found.length, 1)
  return found[0] as Extract<ShopEvent, { kind: kind }>
}

export async function ignored(...told: Parameters<typeof read>): Promise<string> {
  const result = await read(...told)
  assert.ok('ignored' in result, 'not ignored')
  return result.ignored
}

export async function unreadable(reason: RegExp, ...told: Parameters<typeof read>): Promise<void> {
  await assert.rejects(read(...told), (error) => error instanceof UnreadableDelivery && reason.test(error.reason))
}

export async function needs(path: string, ...told: Parameters<typeof read>): Promise<void> {
  await assert.rejects(
    eventsOf(told[0], {
      topic: told[1],
      body: bytes(typeof told[2] === 'string' ? told[2] : JSON.stringify(told[2])),
      account: 'shop',
      receivedAt: RECEIVED,
    }),
    (error) => error instanceof NeedsFetch && error.path === path,
  )
}

/** An API that knows these paths; figures are text already. Notes what it was asked. */
export function api(answers: Record<string, unknown>): ShopFetcher & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    getJson: (path) => {
      asked.push(path)
      return path in answers
        ? Promise.resolve(answers[path])
        : Promise.reject(new NeedsFetch(path, 'the answer is 404'))
    },
  }
}

export const mac = (secret: string | Uint8Array, encoding: 'base64' | 'hex', text: string): string =>
  createHmac('sha256', secret).update(text).digest(encoding)
