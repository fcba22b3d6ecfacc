import type { Address } from 'viem'
import { isSameSigner } from '../../chain/account/signer.ts'
import { readAccount } from './account-state.ts'
import type { Member } from './session.ts'

/** How long an answer of the chain is good for. */
const FRESH_MS = 5_000
const MOST = 5_000

interface Known {
  at: number
  signs: Promise<boolean>
}

const known = new Map<string, Known>()

/** Whether the passkey that signed in may still sign for its account: not once its device was removed. */
export async function stillSigns({ account, passkey }: Member, now = Date.now()): Promise<boolean> {
  if (!passkey) return true
  const { x, y } = passkey
  const name = `${account} ${x} ${y}`
  const before = known.get(name)
  if (before && now - before.at < FRESH_MS) return await before.signs
  const signs = ask(account, { x, y })
  if (known.size >= MOST) known.clear()
  known.set(name, { at: now, signs })
  return await signs
}

async function ask(account: Address, key: Pick<NonNullable<Member['passkey']>, 'x' | 'y'>): Promise<boolean> {
  try {
    // An account that is still to be made has the one key that makes it.
    const state = await readAccount(account)
    return state === undefined || state.signers.some(({ signer }) => isSameSigner(signer, key))
  } catch (error) {
    console.warn('A device was not looked up on chain:', error instanceof Error ? error.name : 'unknown')
    return true
  }
}
