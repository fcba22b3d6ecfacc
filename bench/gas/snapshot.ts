import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Figure } from './figure.ts'

const path = join(import.meta.dirname, '..', 'gas-snapshot.json')

/** Signatures are random and their zero bytes cheaper: so much a figure may differ from run to run. */
const TOLERANCE = 1_000n

/** Gas per operation as committed. */
export type Snapshot = Record<string, number>

export async function readSnapshot(): Promise<Snapshot> {
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as Snapshot) : {}
}

export async function writeSnapshot(figures: readonly Figure[]): Promise<void> {
  const snapshot = Object.fromEntries(figures.map(({ key, gas }) => [key, Number(gas)]))
  await writeFile(path, `${JSON.stringify(snapshot, null, 2)}\n`)
}

/** A sentence for every figure that rose by more than a thousandth above its snapshot, or has none. */
export function risenFigures(figures: readonly Figure[], snapshot: Snapshot): string[] {
  return figures.flatMap(({ key, what, gas }) => {
    const before = snapshot[key]
    if (before === undefined) return [`${what} has no snapshot.`]
    const most = BigInt(before) + BigInt(before) / TOLERANCE

    return gas > most ? [`${what} rose from ${before} to ${gas} gas.`] : []
  })
}
