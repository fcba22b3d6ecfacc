import type { Hex } from 'viem'

/** Where in the chain something was seen. */
export type Place = { block: number; tx: Hex | null; index: number | null }

/** One disagreement: what, where, what the rules or the replay say, and what was found. */
export type Finding = Place & {
  /** Number in docs/invariants.md; 0 for a disagreement between logs and state that breaks none by itself. */
  invariant: number
  what: string
  where: string
  expected: string
  found: string
}

/** A chain gone wrong would fill the memory: beyond these, findings are only counted. */
const MOST_KEPT = 1_000

export type Findings = { list: Finding[]; count: number; perInvariant: number[] }

export function noFindings(): Findings {
  return { list: [], count: 0, perInvariant: new Array<number>(14).fill(0) }
}

export function addFinding(findings: Findings, finding: Finding): void {
  findings.count++
  findings.perInvariant[finding.invariant] = (findings.perInvariant[finding.invariant] ?? 0) + 1
  if (findings.list.length < MOST_KEPT) findings.list.push(finding)
}
