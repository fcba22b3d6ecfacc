import { resolve } from 'node:path'
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { isAddress } from 'viem'
import type { Address } from 'viem'
import { auditNetwork } from './audit-network.ts'
import type { AuditProgress } from './audit-network.ts'
import { locateNetwork } from './locate-network.ts'
import { reportCsv } from './report-csv.ts'
import { reportJson } from './report-json.ts'
import { reportText } from './report-text.ts'
import { present } from './present.ts'

/** What this command needs of the world around it. */
type Io = { env: NodeJS.ProcessEnv; out: (text: string) => void; err: (text: string) => void; interactive: boolean }

type Options = { rpc?: string; hub?: Address; block?: number; from?: number; json?: boolean; csv?: boolean }

/** Thrown after the report where chain and replay disagree; exit code 3. */
export class AuditDisagrees extends Error {
  override name = 'AuditDisagrees'
  readonly exitCode = 3
}

function parseBlock(text: string): number {
  const block = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(block)) throw new InvalidArgumentError('A block is a number from 0.')
  return block
}

function parseHub(text: string): Address {
  if (!isAddress(text, { strict: false })) throw new InvalidArgumentError('A hub is an address: 0x and 40 hex digits.')
  return text
}

function parseRpc(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new InvalidArgumentError('A node is a URL: http://127.0.0.1:8545')
  return text
}

const STEPS = { discover: 'looking for brands', replay: 'replaying', compare: 'comparing' }
const BAR = 24

/** A bar on the terminal, drawn over itself. */
function showProgress(io: Io): (progress: AuditProgress) => void {
  if (!io.interactive) return () => undefined
  return ({ stage, block, toBlock, events }) => {
    const done = toBlock === 0 ? BAR : Math.round((BAR * block) / toBlock)
    io.err(`\r${'█'.repeat(done)}${'░'.repeat(BAR - done)} ${STEPS[stage]}, ${events} events\x1b[K`)
    if (stage === 'compare') io.err('\r\x1b[K')
  }
}

async function audit(io: Io, options: Options): Promise<void> {
  const home = resolve(io.env['POINTS_HOME'] || '.points')
  const { rpc, hub, hubBlock } = await locateNetwork(home, options)
  const { block, from } = options
  const report = await auditNetwork({ rpc, hub, hubBlock, block, from, onProgress: showProgress(io) })
  if (options.json) io.out(`${JSON.stringify(reportJson(report), null, 2)}\n`)
  else if (options.csv) io.out(reportCsv(report))
  else io.out(reportText(report))
  if (report.agrees) return
  const first = present(report.findings[0])
  throw new AuditDisagrees(
    `The audit disagrees ${report.disagreements} times, first: ${first.what} of ${first.where}, expected ${first.expected}, found ${first.found}.`,
  )
}

export function registerAudit(program: Command, io: Io): void {
  program
    .command('audit')
    .summary('Recompute everything from the chain alone and compare')
    .description(
      'Replays every log of the network into plain lots, rebuilds all balances, reserves, terms and cause credits, and ' +
        'holds them against the contracts. Trusts the node alone. Exit code 0: agrees, 3: disagrees, 1: could not be done.',
    )
    .option('--block <number>', 'audit the state at the end of this block (default: the latest)', parseBlock)
    .option('--from <number>', 'first block of the movement schedule (default: the beginning)', parseBlock)
    .option('--rpc <url>', 'node to ask instead of the one in $POINTS_HOME/network.json', parseRpc)
    .option('--hub <address>', 'hub of the network', parseHub)
    .option('--json', 'print JSON (amounts are decimal strings)')
    .option('--csv', 'print the movement schedule as CSV, one line a brand')
    .addHelpText('after', '\nExample:\n  $ points audit --json\n  $ points audit --block 120 --from 80 --csv')
    .action((options: Options) => audit(io, options))
}
