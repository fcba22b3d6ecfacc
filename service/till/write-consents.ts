import type { Transaction } from '../database/open-database.ts'

export const PURPOSES = [
  'terms',
  'marketing_email',
  'marketing_sms',
  'marketing_push',
  'personalisation',
  'cross_brand',
] as const

export type Purpose = (typeof PURPOSES)[number]

export type ConsentGiven = { purpose: Purpose; granted: boolean; textVersion: string }

export type NewConsents = {
  brandId: number
  /** The member's name in the books, which says nothing of the person. */
  subject: string
  consents: readonly ConsentGiven[]
  source: string
  detail: string
}

/** Adds to the log of consents, which is never changed: of each purpose the latest row counts. */
export async function writeConsents(
  sql: Transaction,
  { brandId, subject, consents, source, detail }: NewConsents,
): Promise<void> {
  for (const { purpose, granted, textVersion } of consents) {
    await sql`
      insert into consents (brand_id, subject, purpose, granted, text_version, source, source_detail)
      values (${brandId}, ${subject}, ${purpose}, ${granted}, ${textVersion}, ${source}, ${detail})`
  }
}
