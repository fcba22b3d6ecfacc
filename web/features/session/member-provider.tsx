'use client'

import { type ReactNode, createContext, useContext, useMemo, useState } from 'react'
import type { Member } from '../../server/session.ts'

interface MemberState {
  member: Member | null
  /** Told by sign-in and sign-out. */
  setMember: (member: Member | null) => void
}

const MemberContext = createContext<MemberState | undefined>(undefined)

export function MemberProvider({ initial, children }: { initial: Member | null; children: ReactNode }): ReactNode {
  const [member, setMember] = useState(initial)
  const state = useMemo(() => ({ member, setMember }), [member])
  return <MemberContext value={state}>{children}</MemberContext>
}

export function useMemberState(): MemberState {
  const state = useContext(MemberContext)
  if (!state) throw new Error('A component that needs the member stands outside of MemberProvider.')
  return state
}

/** The signed-in member; null where nobody is. */
export const useMember = (): Member | null => useMemberState().member

/** The signed-in member of a page that nobody else gets to see. */
export function useSignedIn(): Member {
  const member = useMember()
  if (!member) throw new Error('You are signed out. Sign in again.')
  return member
}
