import { writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { exportMember } from '../../service/people/export-member.ts'
import { exportText } from '../../service/people/export-text.ts'
import { answerRequest } from '../../service/people/privacy-requests.ts'
import { parseCount } from '../cli/arguments.ts'
import type { Io } from '../cli/io.ts'
import { withExample } from '../cli/options.ts'
import { type PersonOptions, withPerson, withPersonIn } from './people.ts'

type ExportOptions = PersonOptions & { format: 'json' | 'text'; json?: boolean; out?: string; request?: bigint }

export function registerMemberExport(member: Command, io: Io): void {
  const command = withPerson(
    member
      .command('export')
      .description('Print everything a brand keeps of a member: for the member, as a letter or as JSON of a schema.'),
  )
    .addOption(new Option('--format <format>', 'text is for people').choices(['json', 'text']).default('text'))
    .option('--json', 'the same as --format json')
    .option('--out <file>', 'write it into this new file, which only its owner may read')
    .option('--request <number>', 'the request it answers: points privacy requests', parseCount)
  withExample(
    command,
    'points member export --brand cafe --member 12',
    'points member export --brand cafe --member - --format json --out export.json < address.txt',
  )
  command.action(async (options: ExportOptions) => {
    const exported = await withPersonIn(io, options, async (desk, person) => {
      const { request } = options
      const all = await exportMember(desk, person, { actor: CLI, request })
      if (request !== undefined) {
        const answered = { brandId: person.brandId, id: request, answer: 'exported', actor: CLI, at: desk.now() }
        await desk.database.begin((sql) => answerRequest(sql, answered))
      }
      return all
    })
    const text =
      options.json || options.format === 'json' ? `${JSON.stringify(exported, null, 2)}\n` : exportText(exported)
    if (options.out === undefined) return io.out(text)
    await writeFile(options.out, text, { mode: 0o600, flag: 'wx' })
    io.err(`Written to ${options.out}. Give it to nobody but the person it is about.\n`)
  })
}
