export const ROLES = ['owner', 'manager', 'cashier', 'auditor', 'machine'] as const

/** What somebody may do for a brand; `permissions.ts` tells what. */
export type Role = (typeof ROLES)[number]

/** Roles of keys that `points access` gives. A cashier's key is a till's. */
export type KeyRole = Exclude<Role, 'cashier'>

/** Who does something for a brand: one of its keys, one of its tills, a shop that asks for it, or this software. */
export type Actor =
  | { key: number; role: KeyRole }
  | { till: number; role: 'cashier' }
  | { shop: number }
  /** The command line, which whoever has the data folder may use, or the service's own jobs. */
  | { program: 'cli' | 'service' }

export const CLI: Actor = { program: 'cli' }

export const SERVICE: Actor = { program: 'service' }

/** As the audit log names it. */
export function nameOfActor(actor: Actor): string {
  if ('key' in actor) return `key ${actor.key}`
  if ('till' in actor) return `till ${actor.till}`
  if ('shop' in actor) return `shop ${actor.shop}`
  return actor.program
}

export const roleOfActor = (actor: Actor): Role | null => ('role' in actor ? actor.role : null)
