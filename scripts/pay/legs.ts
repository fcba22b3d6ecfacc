import { InvalidArgumentError } from 'commander'
import { parseCode, parsePoints } from '../cli/arguments.ts'

/** Points of one brand as the command line names it. */
export interface NamedLeg {
  code: string
  points: bigint
}

/** Collects "cafe:12.50" after "cafe:12.50". */
export function parseLeg(text: string, before: NamedLeg[] = []): NamedLeg[] {
  const [code, points, ...rest] = text.split(':')
  if (code === undefined || points === undefined || rest.length > 0) {
    throw new InvalidArgumentError(`"${text}" names no points. Write BRAND:POINTS, for example cafe:12.50`)
  }
  return [...before, { code: parseCode(code), points: parsePoints(points) }]
}
