import { openPayCode } from '../../chain/pay-code.ts'
import { identifierOf } from '../ledger/identify.ts'
import { aliasOf, describeMember } from './describe-member.ts'
import type { Device } from './device.ts'
import { type FoundMember, type Sql, findByAccount, findByIdentifier, findByName } from './find-member.ts'
import { type Candidate, openCandidate, openMember, sealCandidate } from './member-token.ts'
import type { TillDesk } from './till-desk.ts'
import { TillError, unknownMember } from './till-error.ts'

/** How a till names whom it serves. */
export type Asked = { qr: string } | { card: string } | { phone: string }

const CANDIDATE_MS = 300_000

/** Digits of a phone number that are asked back. */
const ENDING = 4

/** Who shows a code or a card; by a phone number only somebody to be confirmed. */
export async function lookUpMember(desk: TillDesk, device: Device, asked: Asked) {
  if (!('phone' in asked)) return describeMember(desk, device, await findShown(desk, device, asked, desk.now()))
  const found = await findByValue(desk, device, { kind: 'phone', value: asked.phone })
  if (!found) throw unknownMember()
  const until = desk.now().getTime() + CANDIDATE_MS
  const ending = asked.phone.slice(-ENDING)
  const candidate: Candidate = { name: found.name, ending, until, device: device.number }
  return {
    candidate: sealCandidate(desk.vault, device.brandId, candidate),
    alias: await aliasOf(desk.database, desk, device.brandId, found),
    ending,
    until: new Date(until).toISOString(),
  }
}

/** Makes the candidate of a look-up by phone a member one can act for. */
export async function confirmMember(desk: TillDesk, device: Device, given: { candidate: string; ending: string }) {
  const candidate = openCandidate(desk.vault, device.brandId, given.candidate)
  if (!candidate || candidate.device !== device.number) throw unknownMember()
  if (candidate.until < desk.now().getTime()) {
    const sentence = 'The look-up is more than five minutes old. Look the member up again.'
    throw new TillError('CandidateOver', { status: 410, sentence })
  }
  if (candidate.ending !== given.ending) {
    const sentence = 'The number ends otherwise. Ask the member for it and look them up again.'
    throw new TillError('EndingDiffers', { status: 422, sentence })
  }
  const found = await findByName(desk, device, candidate.name)
  if (!found) throw unknownMember()
  return describeMember(desk, device, found)
}

/** Who a code or a card stands for; a code counts if it was fresh at that moment. */
export async function findShown(
  desk: TillDesk,
  device: Device,
  asked: { qr: string } | { card: string },
  at: Date,
  sql: Sql = desk.database,
): Promise<FoundMember> {
  if ('qr' in asked) return findByAccount(desk, device, accountOfCode(desk, asked.qr, at), sql)
  const found = await findByValue(desk, device, { kind: 'card', value: asked.card }, sql)
  if (!found) throw unknownMember()
  return found
}

/** The member a handle stands for; a brand's handle opens at no other. */
export async function findByHandle(
  desk: TillDesk,
  device: Device,
  handle: string,
  sql: Sql = desk.database,
): Promise<FoundMember> {
  const name = openMember(desk.vault, device.brandId, handle)
  const found = name && (await findByName(desk, device, name, sql))
  if (!found) throw unknownMember()
  return found
}

/** Only the end of the address is looked at, and nobody is asked: the code itself says whether it is one. */
export function accountOfCode({ payCodeKey }: TillDesk, text: string, at: Date): string {
  const code = text.slice(text.lastIndexOf('/') + 1)
  const shown = openPayCode(payCodeKey, code, at)
  if (shown) return shown.account
  const sentence = 'This code is over, or no code of this network. Ask the member to show a new one.'
  throw new TillError('CodeOver', { status: 410, sentence })
}

async function findByValue(
  desk: TillDesk,
  device: Device,
  { kind, value }: { kind: 'phone' | 'card'; value: string },
  sql: Sql = desk.database,
): Promise<FoundMember | undefined> {
  const { pepper } = await desk.secrets.of(device.brand)
  const identifier = identifierOf(pepper, kind, value)
  return identifier && findByIdentifier(desk, device, identifier, sql)
}
