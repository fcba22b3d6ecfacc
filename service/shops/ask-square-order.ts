import { readAs } from './read-as.ts'
import type { ShopFetcher } from './shop-delivery.ts'
import { type SquareOrder, squareOrderSchema } from './square-schema.ts'

export function squareOrderPath(orderId: string): string {
  return `/v2/orders/${encodeURIComponent(orderId)}`
}

export async function askSquareOrder(fetcher: ShopFetcher, orderId: string): Promise<SquareOrder> {
  return readAs(squareOrderSchema, await fetcher.getJson(squareOrderPath(orderId))).order
}
