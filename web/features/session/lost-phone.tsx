'use client'

import { Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/provider.tsx'
import { signInText } from '../../messages/sign-in.ts'

/** What happens when the phone is gone: told before there is an account, not after. */
export function LostPhone(): ReactNode {
  const text = useText(signInText)
  return (
    <section aria-labelledby="lost-phone" className="grid gap-3 rounded-2xl bg-sunken p-4 text-sm">
      <h2 id="lost-phone" className="flex items-center gap-2 font-semibold">
        <Smartphone aria-hidden className="size-5 text-soft" />
        {text.lostTitle}
      </h2>
      <ul className="grid gap-2 ps-5 text-soft">
        {text.lost.split('\n').map((sentence) => (
          <li key={sentence} className="list-disc">
            {sentence}
          </li>
        ))}
      </ul>
    </section>
  )
}
