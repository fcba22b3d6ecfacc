import { z } from 'zod'
import { currentNetwork } from './network.ts'
import type { ReadReceipt } from './receipts.ts'
import { serviceToken } from './service-token.ts'

const hash = z.string().regex(/^0x[0-9a-f]{64}$/)
const amount = z.string().regex(/^\d{1,20}$/)

/** The receipt of one purchase with its proof, as `points receipt verify` takes it. */
const purchaseFile = z.looseObject({
  purchase: z.looseObject({ reference: hash, shop: z.string(), order: z.string(), date: z.string(), points: amount }),
})
const answer = z.object({ receipts: z.array(purchaseFile) })

export type PurchaseFile = z.infer<typeof purchaseFile>

/**
 * The purchases behind a credit, out of the books of whoever runs this network. Ask only with a receipt that `readReceipt` gave:
 * it has made sure whose it is. Empty where these books do not know it: a brand may keep its own.
 */
export async function purchasesOf({ row }: Pick<ReadReceipt, 'row'>, visitor: string): Promise<PurchaseFile[]> {
  const [{ serviceUrl }, token] = await Promise.all([currentNetwork(), serviceToken()])
  if (serviceUrl === null || token === undefined || row.inBrandId === null || row.sequence === null) return []
  const path = `/v1/members/${row.member}/receipts/${row.inBrandId}/${row.sequence}`
  const response = await fetch(new URL(path, serviceUrl), {
    headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': visitor },
    cache: 'no-store',
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined)
  if (!response?.ok) {
    console.warn(
      'A receipt goes without its purchases: the service',
      response ? `answers ${response.status}` : 'is away',
    )
    return []
  }
  return answer.parse(await response.json()).receipts
}
