import { randomBytes } from 'node:crypto'
import { type Hex, bytesToHex } from 'viem'
import { portalDatabase } from './database.ts'
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
  return challenge.until > Date.now() && (await isFirstAnswer(challenge.value)) ? challenge.value : undefined
}

/** A browser can send an old cookie again: what was answered is noted here until it would be over anyway. */
async function isFirstAnswer(challenge: Hex): Promise<boolean> {
  const sql = await portalDatabase()
  await sql`delete from portal.challenges where answered_at < now() - interval '10 minutes'`
  const rows =
    await sql`insert into portal.challenges (value) values (${challenge}) on conflict do nothing returning value`
  return rows.length === 1
}
