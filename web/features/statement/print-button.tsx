'use client'

import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../components/ui/button.tsx'

export function PrintButton({ children }: { children: ReactNode }): ReactNode {
  return (
    <Button variant="secondary" onClick={() => print()}>
      <Printer aria-hidden className="size-5" />
      {children}
    </Button>
  )
}
