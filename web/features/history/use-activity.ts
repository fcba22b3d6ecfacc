'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { ask } from '../../browser/api.ts'
import { useSignedIn } from '../session/member-provider.tsx'
import { type ActivityAnswer, PAGE_ROWS } from './activity-page.ts'
import { type MovementChoice, movementFilter } from './movement-groups.ts'

/** A member's movements page by page, the newest first. */
export function useActivity(choice: MovementChoice, initial: ActivityAnswer | undefined) {
  const { account } = useSignedIn()
  const everything = choice.group === undefined && choice.brandId === undefined && choice.year === undefined
  return useInfiniteQuery({
    queryKey: ['activity', account, choice],
    queryFn: ({ pageParam }) =>
      ask<ActivityAnswer>('Activity', {
        where: movementFilter(account, choice),
        limit: PAGE_ROWS,
        ...(pageParam === undefined ? {} : { after: pageParam }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ movements: { pageInfo } }) =>
      pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
    ...(everything && initial ? { initialData: { pages: [initial], pageParams: [undefined] } } : {}),
  })
}
