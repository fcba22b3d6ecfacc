import { redirect } from 'next/navigation'
import { type Member, currentMember } from './session.ts'

/** The signed-in member of a page; whoever is not signed in goes to the sign-in page and comes back. */
export async function requireMember(path: string): Promise<Member> {
  const member = await currentMember()
  if (!member) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  return member
}
