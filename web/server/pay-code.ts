import type { Address } from 'viem'
import { PAY_CODE_SECONDS, type PayCode, loadPayCodeKey, openPayCode, sealPayCode } from '../../chain/pay-code.ts'
import { readPortalEnv } from './env.ts'

let known: Promise<Uint8Array> | undefined

/** A code that stands for a member for a minute; it says nothing to whoever has not our key. */
export async function makePayCode(account: Address): Promise<PayCode & { code: string }> {
  const until = Math.floor(Date.now() / 1000) + PAY_CODE_SECONDS
  return { account, until, code: sealPayCode(await key(), { account, until }) }
}

/** Who a code stands for; undefined where it is none of ours or over. */
export async function readPayCode(code: string): Promise<PayCode | undefined> {
  return openPayCode(await key(), code, new Date())
}

function key(): Promise<Uint8Array> {
  known ??= loadPayCodeKey(readPortalEnv().home)
  return known
}
