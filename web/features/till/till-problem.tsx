'use client'

import type { ReactNode } from 'react'
import { ProblemError } from '../../browser/problem-error.ts'
import { Notice } from '../../components/ui/notice.tsx'
import { useText } from '../../i18n/provider.tsx'
import { tillProblems } from '../../messages/till-problems.ts'
import { UnreachableError } from './till-api.ts'

/** What went wrong and what to do, as a sentence; nothing where nothing did. */
export function TillProblem({ error }: { error: unknown }): ReactNode {
  const text = useText(tillProblems)
  return (
    <div role="alert" className="empty:hidden">
      {error !== undefined && <Notice tone="warn">{sentenceOf(error, text)}</Notice>}
    </div>
  )
}

type Words = (typeof tillProblems)['en']

export function sentenceOf(error: unknown, text: Words): string {
  if (error instanceof UnreachableError) return text.unreachable
  if (!(error instanceof ProblemError)) return text.unknown
  return problemSentence(error.code, error.message, text)
}

/** In the reader's language where we have the words, else in the service's own. */
export function problemSentence(code: string, detail: string, { codes, unknown }: Words): string {
  if (Object.hasOwn(codes, code)) return codes[code as keyof typeof codes]
  return detail === '' ? unknown : detail
}
