import { useCallback, useEffect, useRef, useState } from 'react'
import { type ActKind, act, openAct, send } from './till-act.ts'

interface Acting {
  busy: boolean
  error: unknown
  run: (path: string, body: unknown) => Promise<void>
  clear: () => void
}

/** One kind of act with what became of it. What was under way when the page was reloaded goes out again by itself. */
export function useAct<Answer>(kind: ActKind, onAnswer: (answer: Answer) => void): Acting {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const tell = useRef(onAnswer)
  useEffect(() => {
    tell.current = onAnswer
  })
  const through = useCallback(async (work: () => Promise<Answer>): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      tell.current(await work())
    } catch (failed) {
      setError(failed)
    } finally {
      setBusy(false)
    }
  }, [])
  useEffect(() => {
    void openAct(kind).then(async (open) => {
      if (open) await through(() => send<Answer>(kind, open))
    })
  }, [kind, through])
  const run = useCallback(
    (path: string, body: unknown) => through(() => act<Answer>(kind, path, body)),
    [kind, through],
  )
  return { busy, error, run, clear: () => setError(undefined) }
}
