'use client'

import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useText } from '../../i18n/provider.tsx'
import { common } from '../../messages/common.ts'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
}

/** The browser's own modal dialog: it keeps the focus inside and gives it back. */
export function Dialog({ open, onClose, title, children }: DialogProps): ReactNode {
  const box = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const text = useText(common)
  useEffect(() => {
    if (open && box.current?.open === false) box.current.showModal()
    if (!open) box.current?.close()
  }, [open])
  return (
    <dialog
      ref={box}
      onClose={onClose}
      aria-labelledby={heading}
      className="m-auto w-[calc(100%-2rem)] max-w-lg rounded-card border border-line bg-card p-0 text-ink shadow-card max-sm:mb-4"
    >
      {open && (
        <div className="grid gap-4 p-5 sm:p-6">
          <div className="flex items-start justify-between gap-4">
            <h2 id={heading} className="text-xl font-semibold tracking-tight">
              {title}
            </h2>
            <button
              type="button"
              aria-label={text.close}
              onClick={onClose}
              className="-m-2 grid size-10 place-items-center rounded-full hover:bg-sunken"
            >
              <X aria-hidden className="size-5" />
            </button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  )
}
