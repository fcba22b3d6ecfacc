import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { SignIn } from '../../features/session/sign-in.tsx'
import { signInText } from '../../messages/sign-in.ts'
import { readPreferences } from '../../server/preferences.ts'
import { currentMember } from '../../server/session.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string }>
}): Promise<ReactNode> {
  const { next } = await searchParams
  const path = localPath(next)
  if (await currentMember()) redirect(path)
  const text = signInText[(await readPreferences()).locale]
  return (
    <>
      <header className="mx-auto mb-6 grid max-w-md gap-2 pt-6 text-center">
        <h1 className="text-3xl font-bold tracking-tight">{text.title}</h1>
        <p className="text-soft">{text.lead}</p>
      </header>
      <SignIn next={path} />
    </>
  )
}

/** Only paths of our own: a link must not send a signed-in member elsewhere. */
const localPath = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])[\w\-/?=&%.]*$/.test(next) ? next : '/'
