import type { Context } from 'hono'
import type { Hex } from 'viem'
import type { Caller } from '../access/find-caller.ts'
import type { KeyDoor, Knock } from '../access/key-door.ts'
import { originOf } from '../relay/quotas.ts'
import { clientAddress } from './client-address.ts'

export type KeyEntrance = {
  keys: KeyDoor
  /** Proxies whose word on a client's address counts. */
  trustedProxies: ReadonlySet<string>
  /** By which addresses are hashed. */
  originSecret: Hex
}

/** Who asks for an operation, and for which brand: out of the key alone. */
export async function enterByKey(
  context: Context,
  { keys, trustedProxies, originSecret }: KeyEntrance,
  { operation, unknown }: Pick<Knock, 'operation' | 'unknown'>,
): Promise<Caller> {
  context.header('Cache-Control', 'no-store')
  const origin = originOf(clientAddress(context, trustedProxies), originSecret)
  return keys.enter({
    authorization: context.req.header('authorization'),
    origin,
    operation,
    ...(unknown && { unknown }),
  })
}
