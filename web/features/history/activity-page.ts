import type { MovementRow, Page } from '../../graphql/rows.ts'

/** One page of a member's movements. */
export interface ActivityAnswer {
  movements: Page<MovementRow> & { totalCount: number }
}

export const PAGE_ROWS = 30
