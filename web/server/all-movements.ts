import type { Address } from 'viem'
import type { ActivityAnswer } from '../features/history/activity-page.ts'
import { type MovementChoice, movementFilter } from '../features/history/movement-groups.ts'
import type { MovementRow } from '../graphql/rows.ts'
import { askIndexer } from './indexer.ts'

/** Rows the indexer gives at once. */
const MOST_ROWS = 200

/** All movements of a member that fit a choice, the newest first, page by page. */
export async function* movementPages(account: Address, choice: MovementChoice): AsyncGenerator<MovementRow[]> {
  const where = movementFilter(account, choice)
  let after: string | undefined
  do {
    const page: ActivityAnswer['movements'] = (
      (await askIndexer('Activity', {
        where,
        limit: MOST_ROWS,
        ...(after === undefined ? {} : { after }),
      })) as ActivityAnswer
    ).movements
    yield page.items
    after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined
  } while (after !== undefined)
}
