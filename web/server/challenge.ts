import { randomBytes } from 'node:crypto'
import { type Hex, bytesToHex } from 'viem'
import { openSession } from './session.ts'

const FIVE_MINUTES = 300_000

/** Gives out a challenge that this browser alone can answer, once. */
export async function giveChallenge(): Promise<Hex> {
  const session = await openSession()
  const value = bytesToHex(randomBytes(32))
  session.challenge = { value, until: Date.now() + FIVE_MINUTES }
  await session.save()
  return value
}

/** The challenge this browser was given, which is used up by asking; undefined where it has none or it is over. */
export async function takeChallenge(): Promise<Hex | undefined> {
  const session = await openSession()
  const { challenge } = session
  if (challenge === undefined) return undefined
  delete session.challenge
  await session.save()
  return challenge.until > Date.now() ? challenge.value : undefined
}
