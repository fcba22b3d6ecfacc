import type { Command } from 'commander'
import { type Io, processIo } from './io.ts'
import { createProgram } from './program.ts'

const HEAD = `<!-- Made by \`node scripts/cli/write-reference.ts\` from the program itself. Do not edit. -->

# The command line

\`npx points …\` or \`npm run points -- …\`. Every command has \`--help\`; every answer comes as JSON with \`--json\`, amounts as
decimal strings; whatever sends something tries it first with \`--dry-run\`.

Brands are named by their code, members by an address or by the name of a key in the data folder, causes by their number.
Points have at most 2 decimals. Keys sign with \`--as NAME\`; they are encrypted files in \`$POINTS_HOME/keys\`, opened by
\`POINTS_PASSPHRASE\` or by the passphrase file beside them.

Exit codes: 0 done · 1 failure, with a sentence on standard error · 2 wrong command line · 3 an audit that disagrees.
`

/** The whole help of the program as one Markdown page. */
export async function writeReference(): Promise<string> {
  const silent: Io = { ...processIo, env: {}, out: () => undefined, err: () => undefined }
  const program = await createProgram(silent)
  const sections = program.commands.map((command) => section(command, ['points'], 2))
  return [HEAD, ...sections].join('\n')
}

function section(command: Command, parents: string[], depth: number): string {
  const path = [...parents, command.name()]
  const parts = command.commands.map((child) => section(child, path, depth + 1))
  const body = parts.length === 0 ? `\`\`\`text\n${helpOf(command).trim()}\n\`\`\`\n` : `${command.description()}\n`
  return [`${'#'.repeat(depth)} ${path.join(' ')}\n\n${body}`, ...parts].join('\n')
}

/** Help with the text that commands add after it. */
function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({ writeOut: (more) => void (text += more) }).outputHelp()
  return text
}
