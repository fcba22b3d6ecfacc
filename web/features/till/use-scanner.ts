import { useEffect, useRef } from 'react'

/** A scanner types faster than any cashier. */
const MOST_GAP_MS = 50
const FEWEST = 4

interface Burst {
  text: string
  last: number
  /** The field it goes into, and what stood there before. */
  field: HTMLInputElement | undefined
  before: string
}

/**
 * Reads a scanner that stands in for a keyboard: a burst of keys that ends with Enter, wherever the cursor is. What it typed into a
 * field that was meant for something else is taken out again. A field marked `data-scan` gets it as it is.
 */
export function useScanner(onText: (text: string) => void): void {
  const tell = useRef(onText)
  useEffect(() => {
    tell.current = onText
  })
  useEffect(() => {
    let burst: Burst | undefined
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const now = event.timeStamp
      const { target } = event
      const field = target instanceof HTMLInputElement && target.type !== 'checkbox' ? target : undefined
      if (target instanceof HTMLTextAreaElement || field?.dataset.scan !== undefined) return
      const quick = burst !== undefined && now - burst.last < MOST_GAP_MS
      if (event.key === 'Enter') {
        const text = quick ? (burst?.text ?? '').trim() : ''
        if (burst !== undefined && text.length >= FEWEST) {
          event.preventDefault()
          event.stopPropagation()
          if (burst.field !== undefined) writeInto(burst.field, burst.before)
          tell.current(text)
        }
        burst = undefined
        return
      }
      if (event.key.length !== 1) return
      burst =
        quick && burst !== undefined
          ? { ...burst, text: burst.text + event.key, last: now }
          : { text: event.key, last: now, field, before: field?.value ?? '' }
    }
    addEventListener('keydown', onKey, { capture: true })
    return () => removeEventListener('keydown', onKey, { capture: true })
  }, [])
}

/** Sets a field's value so that React hears of it. */
function writeInto(field: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
