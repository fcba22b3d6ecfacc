import { movementFilter } from '../features/history/movement-groups.ts'
import { type ActivityAnswer, PAGE_ROWS } from '../features/history/activity-page.ts'
import { askIndexer } from './indexer.ts'
import type { Member } from './session.ts'

/** The first page of a member's movements; a read model that does not answer leaves it to the browser to ask. */
export async function activityAnswer({ account }: Member): Promise<ActivityAnswer | undefined> {
  try {
    return (await askIndexer('Activity', { where: movementFilter(account, {}), limit: PAGE_ROWS })) as ActivityAnswer
  } catch (error) {
    console.warn('The first page of movements is left out:', error instanceof Error ? error.message : 'unknown')
    return undefined
  }
}
