import type { Hex } from 'viem'
import type { Transaction } from '../database/open-database.ts'
import { claimLinkOf } from '../keys/claim-link.ts'
import { type Identifier, identifierOf } from '../ledger/identify.ts'
import { AboutPerson } from '../people/about-person.ts'
import { makeMemberKey } from '../people/member-keys.ts'
import { type Contact, sealContact } from './contact.ts'
import { aliasOf } from './describe-member.ts'
import type { Device } from './device.ts'
import { type FoundMember, findByIdentifier } from './find-member.ts'
import { accountOfCode } from './look-up-member.ts'
import { sealMember } from './member-token.ts'
import { type ConsentGiven, writeConsents } from './write-consents.ts'
import type { TillDesk } from './till-desk.ts'
import { TillError } from './till-error.ts'

export type Enrolment = Contact & { qr?: string | undefined; consents: readonly ConsentGiven[] }

/** Makes somebody a member: at once for the till, for the ledger with the first sale. The chain hears of it then. */
export async function enrolMember(sql: Transaction, desk: TillDesk, device: Device, enrolment: Enrolment) {
  const { qr, consents, ...contact } = enrolment
  if (!consents.some(({ purpose, granted }) => purpose === 'terms' && granted)) {
    const sentence = 'Nobody is enrolled without agreeing to the terms. Ask for it, and tell the version of the text.'
    throw new TillError('TermsNotAccepted', { status: 422, sentence })
  }
  const { pepper, claimSeed } = await desk.secrets.of(device.brand)
  const account = qr === undefined ? null : accountOfCode(desk, qr, desk.now()).toLowerCase()
  const identifiers = identifiersOf(pepper, { ...contact, account })
  for (const identifier of identifiers) {
    if (await findByIdentifier(desk, device, identifier, sql)) throw alreadyMember()
  }
  const externalId = `till-${desk.random(16).slice(2)}`
  const key = await makeMemberKey(sql, desk.masters, { brandId: device.brandId, subject: externalId })
  const sealed = sealContact(key, externalId, contact)
  await sql`
    insert into till_members (brand_id, external_id, account, contact, device, location)
    values (${device.brandId}, ${externalId}, ${account}, ${sealed}, ${device.number}, ${device.location})`
  await writeIdentifiers(sql, device.brandId, externalId, identifiers)
  const source = { source: 'till', detail: `${device.location} ${device.number}` }
  await writeConsents(sql, { brandId: device.brandId, subject: externalId, consents, ...source })
  const enrolled = { externalId, account, contact: sealed }
  const found: FoundMember = { name: { externalId, account: account ?? undefined }, ledger: undefined, enrolled }
  return new AboutPerson(externalId, {
    member: sealMember(desk.vault, device.brandId, found.name),
    alias: await aliasOf(sql, desk, device.brandId, found),
    claimLink: account === null ? await receiptLink(desk, device, { claimSeed, externalId }) : null,
  })
}

function identifiersOf(pepper: Hex, values: Contact & { account: string | null }): Identifier[] {
  const kinds = ['email', 'phone', 'card', 'account'] as const
  return kinds.flatMap((kind) => {
    const value = values[kind]
    return value === undefined || value === null ? [] : (identifierOf(pepper, kind, value) ?? [])
  })
}

/** Of two tills that enrol the same person at the same moment, one does. */
async function writeIdentifiers(
  sql: Transaction,
  brandId: number,
  externalId: string,
  identifiers: readonly Identifier[],
): Promise<void> {
  for (const { kind, hash } of identifiers) {
    const written = await sql`
      insert into till_identifiers (brand_id, kind, hash, external_id)
      values (${brandId}, ${kind}, ${hash}, ${externalId}) on conflict do nothing`
    if (written.count === 0) throw alreadyMember()
  }
}

const alreadyMember = (): TillError =>
  new TillError('AlreadyMember', { status: 409, sentence: 'This is a member already. Look them up instead.' })

/** Whoever has it takes the points: it goes on the receipt of the enrolment, and is told only once. */
async function receiptLink(
  desk: TillDesk,
  { brandId }: Device,
  { claimSeed, externalId }: { claimSeed: Hex; externalId: string },
): Promise<string | null> {
  const portalUrl = await desk.portalUrl()
  return portalUrl === null ? null : claimLinkOf(portalUrl, [{ seed: claimSeed, brandId, externalId }])
}
