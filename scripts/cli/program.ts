import { Command } from 'commander'
import { commands } from './commands.ts'
import type { Io } from './io.ts'

const VERSION = '0.1.0'

/** The program with the code of one command (the others by name only), or of all where `only` is not given. */
export async function createProgram(io: Io, { only }: { only?: string | undefined } = {}): Promise<Command> {
  const program = new Command('points')
    .description(
      'The command line of an open network of loyalty points: for brands, members, auditors and the operator.',
    )
    .version(VERSION)
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .configureHelp({ helpWidth: 100, showGlobalOptions: false })
    .showSuggestionAfterError(true)
    .addHelpText('after', '\nExample:\n  $ points status\n\nEach command has help of its own: points swap --help')
    .exitOverride()
  for (const { name, summary, load } of commands) {
    if (only === undefined || only === name) (await load())(program, io)
    else program.command(name).summary(summary).description(summary).allowUnknownOption().allowExcessArguments()
  }
  for (const command of descendantsOf(program)) command.copyInheritedSettings(program).exitOverride()
  return program
}

/** Every command below one, groups included. */
export function descendantsOf(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...descendantsOf(child)])
}
