import type { MemberAnswer } from '../graphql/rows.ts'
import { askIndexer } from './indexer.ts'
import type { Member } from './session.ts'

/** What the first picture of a member's page needs. A read model that does not answer leaves it to the browser to ask. */
export async function memberAnswer({ account }: Member): Promise<MemberAnswer | undefined> {
  try {
    return (await askIndexer('Member', { member: account.toLowerCase() })) as MemberAnswer
  } catch (error) {
    console.warn('The first picture goes without data:', error instanceof Error ? error.message : 'unknown')
    return undefined
  }
}
