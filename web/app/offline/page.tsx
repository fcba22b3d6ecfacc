import { WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { common } from '../../messages/common.ts'
import { readPreferences } from '../../server/preferences.ts'

export default async function Offline(): Promise<ReactNode> {
  const text = common[(await readPreferences()).locale]
  return (
    <div className="pt-8">
      <EmptyState whole Icon={WifiOff} title={text.offline} />
    </div>
  )
}
