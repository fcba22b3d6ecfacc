import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Home } from '../features/home/home.tsx'
import { PUT_OFF_COOKIE } from '../features/home/put-off-cookie.ts'
import { Welcome } from '../features/welcome/welcome.tsx'
import { memberDevices } from '../server/account-devices.ts'
import { memberAnswer } from '../server/member-answer.ts'
import { currentMember } from '../server/session.ts'

export default async function HomePage(): Promise<ReactNode> {
  const member = await currentMember()
  if (!member) return <Welcome />
  const [initial, devices, kept] = await Promise.all([memberAnswer(member), memberDevices(member), cookies()])
  return <Home initial={initial} first={{ devices, putOff: kept.has(PUT_OFF_COOKIE) }} />
}
