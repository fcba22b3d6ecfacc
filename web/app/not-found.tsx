import { Compass } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EmptyState } from '../components/empty-state.tsx'
import { Button } from '../components/ui/button.tsx'
import { common } from '../messages/common.ts'
import { readPreferences } from '../server/preferences.ts'

export default async function NotFound(): Promise<ReactNode> {
  const text = common[(await readPreferences()).locale]
  return (
    <div className="pt-8">
      <EmptyState whole Icon={Compass} title={text.missingTitle}>
        <p>{text.missingText}</p>
        <Button asChild>
          <Link href="/">{text.toHome}</Link>
        </Button>
      </EmptyState>
    </div>
  )
}
