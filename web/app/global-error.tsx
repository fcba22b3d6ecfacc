'use client'

import type { ReactNode } from 'react'

/** Stands where not even the frame could be shown: no words of the visitor's language are at hand. */
export default function GlobalError({ reset }: { reset: () => void }): ReactNode {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>openpoints does not answer just now</h1>
          <p>Your points are safe: they live on the chain, not in this page. Try again in a moment.</p>
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
