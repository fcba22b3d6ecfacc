import type { ReactNode } from 'react'

export function PageHeader({ title, children }: { title: ReactNode; children?: ReactNode }): ReactNode {
  return (
    <header className="mb-6 grid gap-2">
      <h1 className="text-3xl font-bold tracking-tight sm:text-4xl">{title}</h1>
      {children !== undefined && <div className="max-w-prose text-soft">{children}</div>}
    </header>
  )
}
