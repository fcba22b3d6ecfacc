import { access } from './sentences/access.ts'
import { accounts } from './sentences/accounts.ts'
import { causes } from './sentences/causes.ts'
import { arithmetic, libraries } from './sentences/libraries.ts'
import { members } from './sentences/members.ts'
import { minting } from './sentences/minting.ts'
import { network } from './sentences/network.ts'
import type { Sentence } from './sentences/phrases.ts'
import { terms } from './sentences/terms.ts'

/** A sentence for every custom error a caller can meet; a test walks the ABIs and misses none. */
export const sentences: Record<string, Sentence> = {
  ...terms,
  ...minting,
  ...access,
  ...members,
  ...accounts,
  ...network,
  ...causes,
  ...libraries,
  ...arithmetic,
}
