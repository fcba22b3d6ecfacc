import type { DataVault } from '../keys/data-vault.ts'
import { KeyError } from '../keys/key-error.ts'

/** What names a member within a brand: the books' own name, an account, or both. */
export type MemberName = { externalId?: string | undefined; account?: string | undefined }

/** Somebody found by phone, whom nobody may act for until the number's ending was confirmed. */
export type Candidate = { name: MemberName; ending: string; until: number; device: number }

const MEMBER = 'till member'
const CANDIDATE = 'till candidate'

/** A handle that opens at its brand alone and tells whoever has it nothing. */
export const sealMember = (vault: DataVault, brandId: number, name: MemberName): string =>
  seal(vault, brandId, MEMBER, name)

export const openMember = (vault: DataVault, brandId: number, token: string): MemberName | undefined =>
  open<MemberName>(vault, brandId, MEMBER, token)

export const sealCandidate = (vault: DataVault, brandId: number, candidate: Candidate): string =>
  seal(vault, brandId, CANDIDATE, candidate)

export const openCandidate = (vault: DataVault, brandId: number, token: string): Candidate | undefined =>
  open<Candidate>(vault, brandId, CANDIDATE, token)

function seal(vault: DataVault, brandId: number, context: string, content: object): string {
  return vault.seal(brandId, context, Buffer.from(JSON.stringify(content))).toString('base64url')
}

function open<content>(vault: DataVault, brandId: number, context: string, token: string): content | undefined {
  try {
    return JSON.parse(vault.open(brandId, context, Buffer.from(token, 'base64url')).toString('utf8')) as content
  } catch (error) {
    // Made up, of another brand, or for something else.
    if (error instanceof KeyError) return undefined
    throw error
  }
}
