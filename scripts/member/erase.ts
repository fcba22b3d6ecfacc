import type { Command } from 'commander'
import { formatPoints } from '../../chain/codec/points.ts'
import { CLI } from '../../service/access/actor.ts'
import { openDatabase } from '../../service/database/open-database.ts'
import { askErasure } from '../../service/people/ask-erasure.ts'
import { openErasedNames } from '../../service/people/erased-names.ts'
import { findPerson, type Person } from '../../service/people/find-person.ts'
import { openPeopleDesk } from '../../service/people/people-desk.ts'
import { type ErasureTools, runErasure } from '../../service/people/run-erasure.ts'
import { brandAccountName, unclaimedPoints } from '../../service/people/take-points.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer, printFacts } from '../cli/print.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession } from '../cli/session.ts'
import { databaseUrlOf } from '../import/database-url.ts'
import { idOf, type PersonOptions, withPerson } from './people.ts'

type EraseOptions = ReadOptions & PersonOptions & { dryRun?: boolean; yes?: boolean }

export function registerMemberErase(member: Command, io: Io): void {
  const command = withPerson(
    member
      .command('erase')
      .description(
        'Erase a member: keys, salts and everything that leads to the person, in tables and files. Points nobody claimed ' +
          "go to the brand's own account and are redeemed; claimed ones stay with their account. It cannot be undone; " +
          'cut off, it goes on where it stopped when it is run again.',
      ),
  )
    .option('--dry-run', 'only tell what would be erased')
    .option('--yes', 'do not ask')
  withReadOptions(command)
  withExample(
    command,
    'points member erase --brand cafe --member 12 --dry-run',
    'points member erase --brand cafe --member - --yes < address.txt',
  )
  command.action(async (options: EraseOptions) => {
    const session = await openSession(io, options)
    const brandId = await brandIdOf(session, options.brand)
    const database = await openDatabase(databaseUrlOf(io, session.network))
    try {
      const desk = await openPeopleDesk({ database, home: session.home })
      const tools: ErasureTools = { ...desk, client: session.client }
      const person = await findPerson(desk, { brandId, brand: options.brand }, await idOf(io, options.member))
      await erase(io, options, tools, person)
    } finally {
      await database.end({ timeout: 5 })
    }
  })
}

async function erase(io: Io, options: EraseOptions, tools: ErasureTools, person: Person): Promise<void> {
  const facts = await describe(tools, person)
  if (options.dryRun) {
    printAnswer(io, options, { ...facts, dryRun: true }, () => `This would be erased:\n${formatFacts(facts, '  ')}`)
    return
  }
  if (!options.json) io.err(`To be erased, for good:\n${formatFacts(facts, '  ')}`)
  if (!(await confirmed(io, options))) {
    io.err('Nothing was erased. Say --yes where nobody can be asked.\n')
    return
  }
  const { brandId, brand } = person
  const names = await openErasedNames(tools.home, brand)
  const asked = { person, names, actor: CLI, at: tools.now() }
  const [id = 0n] = await tools.database.begin((sql) => askErasure(sql, asked))
  const { status, problem, claimed, redeemed } = await runErasure(tools, { brandId, brand, id })
  printFacts(io, options, {
    ...{ erasure: id.toString(), status, problem },
    ...{ claimed: formatPoints(claimed), redeemed: formatPoints(redeemed) },
  })
}

async function describe({ client, database }: ErasureTools, { brandId, brand, member, enrolled }: Person) {
  const [counts] = await database<{ orders: number; pending: bigint }[]>`
    select count(*)::int as orders, coalesce(sum(greatest(s.kept - s.given, 0)), 0)::bigint as pending
    from orders o left join sales s on s.brand_id = o.brand_id and s.order_number = o.number
    where o.brand_id = ${brandId} and o.member = ${member?.number ?? 0}`
  const unclaimed = member && member.account === null ? await unclaimedPoints(client, brandId, member) : 0n
  return {
    ...{ brand, member: member?.number ?? null, enrolments: enrolled.length, orders: counts?.orders ?? 0 },
    unclaimedPoints: formatPoints(unclaimed),
    goTo: unclaimed > 0n ? brandAccountName(brand) : null,
    pendingPoints: formatPoints(counts?.pending ?? 0n),
    account: member?.account ?? null,
  }
}

async function confirmed(io: Io, { yes, json }: EraseOptions): Promise<boolean> {
  if (yes) return true
  if (json || !io.interactive) return false
  return /^y(es)?$/i.test((await io.ask('Erase all of it? [y/N] ')).trim())
}
