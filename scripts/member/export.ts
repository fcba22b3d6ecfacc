import { writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { exportMember } from '../../service/people/export-member.ts'
import type { MemberExport } from '../../service/people/export-schema.ts'
import { exportText } from '../../service/people/export-text.ts'
import type { Person } from '../../service/people/find-person.ts'
import type { PeopleDesk } from '../../service/people/people-desk.ts'
import { answerRequest, listPrivacyRequests } from '../../service/people/privacy-requests.ts'
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
    const { request } = options
    await withPersonIn(io, options, async (desk, person) => {
      if (request !== undefined) await checkRequest(desk, person, request)
      await hand(io, options, await exportMember(desk, person, { actor: CLI, request }))
      if (request === undefined) return
      // Only once the copy is there.
      const answered = { brandId: person.brandId, id: request, answer: 'exported', actor: CLI, at: desk.now() }
      await desk.database.begin((sql) => answerRequest(sql, answered))
    })
  })
}

async function checkRequest({ database }: PeopleDesk, { brandId, member }: Person, request: bigint): Promise<void> {
  const open = await listPrivacyRequests(database, { brandId })
  const asked = open.find(({ id, kind }) => id === request && kind === 'data')
  if (member && asked?.members.includes(member.number)) return
  throw new Error(
    `No open request ${request} is for a copy of what is kept of this member. \`points privacy requests\` lists them.`,
  )
}

async function hand(io: Io, { format, json, out }: ExportOptions, exported: MemberExport): Promise<void> {
  const text = json || format === 'json' ? `${JSON.stringify(exported, null, 2)}\n` : exportText(exported)
  if (out === undefined) return io.out(text)
  await writeFile(out, text, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new Error(`There is a file ${out} already. Name a new one with --out.`) : error
  })
  io.err(`Written to ${out}. Give it to nobody but the person it is about.\n`)
}
