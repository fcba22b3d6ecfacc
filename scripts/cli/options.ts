import { type Command, Option } from 'commander'
import { parseAddress, parseUrl } from './arguments.ts'

/** Options of every command that answers. */
export interface AnswerOptions {
  json?: boolean
}

/** Options of every command that reads the chain. */
export interface ReadOptions extends AnswerOptions {
  rpc?: string
  hub?: `0x${string}`
}

/** Options of every command that sends something. */
export interface SendOptions extends ReadOptions {
  as: string
  dryRun?: boolean
  yes?: boolean
}

export function withAnswerOptions(command: Command): Command {
  return command.option('--json', 'print JSON (amounts are decimal strings)')
}

export function withReadOptions(command: Command): Command {
  return withAnswerOptions(command)
    .addOption(
      new Option('--rpc <url>', 'chain to ask instead of the one of $POINTS_HOME/network.json').argParser(parseUrl),
    )
    .addOption(new Option('--hub <address>', 'hub of the network, with --rpc').argParser(parseAddress))
}

export function withSendOptions(command: Command, { signer }: { signer: string }): Command {
  return withReadOptions(command)
    .requiredOption('--as <key>', `key that signs: ${signer}`)
    .option('--dry-run', 'show the plan, try it against the chain, send nothing')
    .option('--yes', 'do not ask before sending')
}

/** Shows how a command is used; the first line of each command's help that people read. */
export function withExample(command: Command, ...lines: string[]): Command {
  return command.addHelpText('after', `\nExample:\n${lines.map((line) => `  $ ${line}`).join('\n')}`)
}
