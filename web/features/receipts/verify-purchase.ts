import { type Hex, concat, encodeAbiParameters, keccak256, parseAbiParameters, stringToHex } from 'viem'
import { z } from 'zod'

// Without this it tries whether it may evaluate code, which the policy refuses and browsers report.
z.config({ jitless: true })

const hash = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value))
const address = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value))
const amount = z.string().regex(/^\d{1,20}$/)
const leaf = z.object({ reference: hash, points: amount, proof: z.array(hash).max(64) })

/** A purchase's receipt as shops hand it out (`points receipt show --json`). */
const receiptFile = z.object({
  schema: z.literal(1),
  chainId: z.number().int(),
  brandId: z.number().int(),
  sequence: amount,
  root: hash,
  member: address,
  purchase: leaf.extend({ salt: hash, provider: z.string(), shop: z.string(), order: z.string() }),
  others: z.array(leaf).max(1_000),
})

export interface ExpectedCredit {
  chainId: number
  brandId: number
  sequence: string
  root: Hex
  member: Hex
  /** In 0.01 point. */
  credited: string
}

export type PurchaseFault = 'unreadable' | 'order' | 'batch' | 'member' | 'root' | 'proof' | 'sum' | 'twice'

/** What is wrong with a receipt of a purchase, held against the credit on chain; nothing where it is genuine. */
export function verifyPurchase(text: string, expected: ExpectedCredit): PurchaseFault[] {
  const parsed = receiptFile.safeParse(parse(text))
  if (!parsed.success) return ['unreadable']
  const { chainId, brandId, sequence, root, member, purchase, others } = parsed.data
  const leaves = [purchase, ...others]
  const same = chainId === expected.chainId && brandId === expected.brandId && sequence === expected.sequence
  const ofRoot = expected.root.toLowerCase() as Hex
  const sum = leaves.reduce((total, { points }) => total + BigInt(points), 0n)
  const faults: [PurchaseFault, boolean][] = [
    ['order', purchase.reference !== referenceOf(purchase)],
    ['batch', !same],
    ['member', member.toLowerCase() !== expected.member.toLowerCase()],
    ['root', root !== ofRoot],
    ['twice', new Set(leaves.map(({ reference }) => reference)).size !== leaves.length],
    ['proof', !leaves.every((one) => rootOf(leafHash(one, expected.member), one.proof) === ofRoot)],
    ['sum', sum !== BigInt(expected.credited)],
  ]
  return faults.filter(([, wrong]) => wrong).map(([fault]) => fault)
}

/** What a purchase is called on chain; without the salt nobody can tell which order it is. */
function referenceOf({ salt, provider, shop, order }: z.infer<typeof receiptFile>['purchase']): Hex {
  return keccak256(concat([salt, stringToHex(provider), stringToHex(shop), stringToHex(order)]))
}

const LEAF = parseAbiParameters('bytes32, address, uint256')

/** As OpenZeppelin's standard trees hash their leaves: twice. */
function leafHash({ reference, points }: z.infer<typeof leaf>, member: Hex): Hex {
  return keccak256(keccak256(encodeAbiParameters(LEAF, [reference, member, BigInt(points)])))
}

function rootOf(start: Hex, proof: readonly Hex[]): Hex {
  return proof.reduce((below, beside) => keccak256(concat(below < beside ? [below, beside] : [beside, below])), start)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
