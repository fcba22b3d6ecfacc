import { type Command, InvalidArgumentError, Option } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { currentConsents, readConsents, sayConsents } from '../../service/people/consents.ts'
import { type Purpose, PURPOSES } from '../../service/till/write-consents.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { formatTable } from '../cli/table.ts'
import { UsageError } from '../cli/usage-error.ts'
import { type PersonOptions, withPerson, withPersonIn } from './people.ts'

type ConsentOptions = AnswerOptions &
  PersonOptions & { grant?: Purpose; withdraw?: Purpose; textVersion?: string; source: string }

export function registerMemberConsent(member: Command, io: Io): void {
  const command = withAnswerOptions(
    withPerson(
      member
        .command('consent')
        .description(
          'Show what a member agreed to, or note what they say now. The log is only ever added to; what was said last counts.',
        ),
    ),
  )
    .addOption(new Option('--grant <purpose>', 'what they agree to').choices(PURPOSES))
    .addOption(new Option('--withdraw <purpose>', 'what they take back').choices(PURPOSES))
    .option('--text-version <version>', 'version of the text they saw', parseVersion)
    .option('--source <where>', 'where they said it: portal, shop, phone, letter', parseVersion, 'letter')
  withExample(
    command,
    'points member consent --brand cafe --member 12',
    'points member consent --brand cafe --member 12 --withdraw marketing_email --text-version 2026-11',
  )
  command.action(async (options: ConsentOptions) => {
    const { grant, withdraw, textVersion, source } = options
    if (grant !== undefined && withdraw !== undefined) throw new UsageError('Give either --grant or --withdraw.')
    const purpose = grant ?? withdraw
    if (purpose !== undefined && textVersion === undefined) throw new UsageError('Give --text-version, too.')
    const entries = await withPersonIn(io, options, async (desk, person) => {
      if (purpose !== undefined) {
        const said = { purpose, granted: grant !== undefined, textVersion: textVersion ?? '' }
        await desk.database.begin((sql) =>
          sayConsents(sql, person, { consents: [said], source, actor: CLI, at: desk.now() }),
        )
      }
      return readConsents(desk.database, person)
    })
    const now = currentConsents(entries)
    printAnswer(io, options, { now, history: entries }, () => {
      if (now.length === 0) return 'Nothing was said of any purpose: there is no consent.\n'
      return formatTable(
        now.map(({ purpose: of, granted, textVersion: text, source: where, at }) => {
          return { purpose: of, agrees: granted ? 'yes' : 'no', text, by: where, since: at.toISOString() }
        }),
      )
    })
  })
}

function parseVersion(text: string): string {
  if (/^[\w.-]{1,40}$/.test(text)) return text
  throw new InvalidArgumentError('Use 1 to 40 letters, digits, dots and dashes.')
}
