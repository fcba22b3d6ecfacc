import type { WriteClient } from '../../chain/client.ts'
import { simulateCall } from '../../chain/send.ts'
import type { Plan, Step } from './carry-out.ts'
import type { Io } from './io.ts'
import type { SendOptions } from './options.ts'
import { printAnswer } from './print.ts'
import { formatTable } from './table.ts'

/** Tries every step against the chain as it is now. Throws what the first failing one would fail with. */
export async function tryPlan(io: Io, client: WriteClient, plan: Plan, options: SendOptions): Promise<void> {
  const steps: { step: string; gas: string | null }[] = []
  for (const step of plan.steps) steps.push({ step: step.what, gas: await gasOf(client, step) })
  printAnswer(io, options, { ...plan.facts, dryRun: true, steps }, () => {
    const rows = steps.map(({ step, gas }) => ({ step, gas: gas ?? 'needs the step before it' }))
    return `\n${formatTable(rows, { right: ['gas'] })}Dry run: it would work. Nothing was sent.\n`
  })
}

async function gasOf(client: WriteClient, { call, afterPrevious }: Step): Promise<string | null> {
  if (afterPrevious) return null
  const { gas } = await simulateCall(client, call)
  return gas.toString()
}
