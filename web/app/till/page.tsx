import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { TillPage } from '../../features/till/till-page.tsx'

export const metadata: Metadata = { title: 'Till' }

/** A shop's till: nobody signs in here, the device has a key. */
export default function Till(): ReactNode {
  return <TillPage />
}
