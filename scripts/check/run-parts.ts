import { type Outcome, type Part, runPart } from './part.ts'

export interface Lanes {
  count: number
  onStart: (part: Part) => void
  onEnd: (part: Part, outcome: Outcome) => void
}

/** Runs parts side by side, the first of those whose time has come before the others. */
export async function runParts(parts: readonly Part[], { count, onStart, onEnd }: Lanes): Promise<void> {
  const waiting = [...parts]
  const over = new Map<string, Outcome>()
  let changed = Promise.withResolvers<undefined>()
  const isOver = (name: string): boolean => over.has(name) || !parts.some((part) => part.name === name)
  const end = (part: Part, outcome: Outcome): void => {
    over.set(part.name, outcome)
    onEnd(part, outcome)
    changed.resolve(undefined)
    changed = Promise.withResolvers<undefined>()
  }
  const next = (): Part | undefined => {
    const at = waiting.findIndex(({ needs = [], after = [] }) => [...needs, ...after].every(isOver))
    return at < 0 ? undefined : waiting.splice(at, 1)[0]
  }
  const lane = async (): Promise<void> => {
    while (waiting.length > 0) {
      const part = next()
      if (!part) {
        await changed.promise
        continue
      }
      const missing = part.needs?.find((name) => over.get(name)?.ok === false)
      if (missing !== undefined) {
        end(part, { name: part.name, ok: false, seconds: 0, output: `It was not run, since this failed: ${missing}.` })
        continue
      }
      onStart(part)
      end(part, await runPart(part))
    }
  }
  await Promise.all(Array.from({ length: count }, lane))
}
