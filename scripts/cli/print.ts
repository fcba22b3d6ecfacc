import { type Facts, formatFacts } from './facts.ts'
import type { Io } from './io.ts'

/** One answer: JSON with --json, the given text otherwise. */
export function printAnswer(io: Io, { json }: { json?: boolean | undefined }, data: unknown, text: () => string): void {
  io.out(json ? `${JSON.stringify(data, null, 2)}\n` : text())
}

/** One answer made of facts alone. */
export function printFacts(io: Io, options: { json?: boolean | undefined }, facts: Facts): void {
  printAnswer(io, options, facts, () => formatFacts(facts))
}
