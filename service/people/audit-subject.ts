import type { DataVault } from '../keys/data-vault.ts'
import type { Person } from './find-person.ts'

/** Whom an entry of the audit log is about: a number of the books, or a keyed hash where a till's name is all there is. */
export function auditSubject(vault: DataVault, { brandId, member, names: [name] }: Person): string {
  if (member) return member.number.toString()
  return name === undefined ? '' : vault.digest(brandId, Buffer.from(JSON.stringify(['audit subject', name])))
}
