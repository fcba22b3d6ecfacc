import type { TransactionReceipt } from 'viem'
import type { ContractCall } from '../../chain/call.ts'
import type { WriteClient } from '../../chain/client.ts'
import { sendCall } from '../../chain/send.ts'
import { type Facts, formatFacts } from './facts.ts'
import type { Io } from './io.ts'
import type { SendOptions } from './options.ts'
import { printAnswer } from './print.ts'
import { formatTable } from './table.ts'
import { tryPlan } from './try-plan.ts'

export interface Step {
  /** What the transaction does, as an imperative. */
  what: string
  call: ContractCall
  /** Whether it can only be tried once the step before it is done. */
  afterPrevious?: boolean
}

/** What a command is about to do. */
export interface Plan {
  title: string
  facts: Facts
  /** Empty where it is all done already. */
  steps: readonly Step[]
  /** What came of it, read from the receipts. */
  outcome?: (receipts: readonly TransactionReceipt[]) => Facts | Promise<Facts>
}

/** Prints the plan, asks, sends step by step, prints receipts. With --dry-run it tries the plan and sends nothing. */
export async function carryOut(io: Io, client: WriteClient, plan: Plan, options: SendOptions): Promise<void> {
  const tell = options.json ? (): void => undefined : io.out
  tell(`${plan.title}\n${formatFacts(plan.facts, '  ')}`)
  if (plan.steps.length === 0) return nothingToDo(io, plan, options)
  if (options.dryRun) return tryPlan(io, client, plan, options)
  if (!(await confirmed(io, plan, options))) {
    io.err('Nothing was sent.\n')
    return
  }
  const receipts: TransactionReceipt[] = []
  for (const step of plan.steps) {
    if (!options.json) io.err(`${step.what} …\n`)
    receipts.push(await sendCall(client, step.call))
  }
  const outcome = (await plan.outcome?.(receipts)) ?? {}
  const transactions = plan.steps.map(({ what }, index) => transactionOf(what, receipts[index]))
  printAnswer(io, options, { ...plan.facts, dryRun: false, ...outcome, transactions }, () => {
    const rows = transactions.map(({ step, hash, block, gasUsed }) => ({
      step,
      transaction: hash,
      block,
      gas: gasUsed,
    }))
    return `Done.\n${formatFacts(outcome, '  ')}\n${formatTable(rows, { right: ['block', 'gas'] })}`
  })
}

function nothingToDo(io: Io, { facts }: Plan, options: SendOptions): void {
  const data = { ...facts, dryRun: options.dryRun === true, transactions: [] }
  printAnswer(io, options, data, () => 'This is done already: there is nothing to send.\n')
}

async function confirmed(io: Io, { steps }: Plan, { yes, json }: SendOptions): Promise<boolean> {
  if (yes || json || !io.interactive) return true
  const answer = await io.ask(
    `Send ${steps.length === 1 ? 'this transaction' : `these ${steps.length} transactions`}? [y/N] `,
  )
  return /^y(es)?$/i.test(answer.trim())
}

function transactionOf(step: string, receipt: TransactionReceipt | undefined) {
  if (!receipt) throw new Error(`The step "${step}" has no receipt.`)
  const { transactionHash, blockNumber, gasUsed } = receipt
  return { step, hash: transactionHash, block: blockNumber.toString(), gasUsed: gasUsed.toString() }
}
