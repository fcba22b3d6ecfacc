import type { ReactNode } from 'react'
import { Home } from '../features/home/home.tsx'
import { Welcome } from '../features/welcome/welcome.tsx'
import { memberAnswer } from '../server/member-answer.ts'
import { currentMember } from '../server/session.ts'

export default async function HomePage(): Promise<ReactNode> {
  const member = await currentMember()
  return member ? <Home initial={await memberAnswer(member)} /> : <Welcome />
}
