import type { Command } from 'commander'
import { toString as drawCode } from 'qrcode'
import { readNetwork } from '../../chain/network.ts'
import { CLI } from '../../service/access/actor.ts'
import { recordAct } from '../../service/access/record-act.ts'
import { claimLinkOf } from '../../service/keys/claim-link.ts'
import { claimSeedName, loadKey } from '../../service/keys/stored-keys.ts'
import { type Claimant, type ClaimantQuery, findClaimants } from '../../service/ledger/find-claimant.ts'
import { parseCode } from '../cli/arguments.ts'
import { type Books, brandInBooks, withBooks } from '../cli/books.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { UsageError } from '../cli/usage-error.ts'

type LinkOptions = AnswerOptions & ClaimantQuery & { brand: string; qr?: boolean }

/** By this a shop's customer, who has never heard of the portal, comes to the points of an order. */
export function registerMemberLink(member: Command, io: Io): void {
  const command = withAnswerOptions(
    member
      .command('link')
      .description(
        'Print the link by which a customer takes the points that wait for them: for the order confirmation or the ' +
          'receipt. Whoever has it can take them, so send it to nobody else.',
      )
      .requiredOption('--brand <code>', 'brand whose customer it is', parseCode)
      .option('--member <member>', "a member's number, name in the books, account or claim address")
      .option('--order <id>', "the shop's own name of an order of theirs")
      .option('--qr', 'draw it as a QR code too'),
  )
  withExample(
    command,
    'points member link --brand cafe --order A-1042',
    'points member link --brand cafe --member 12 --qr',
  )
  command.action(async (options: LinkOptions) => {
    if ((options.member === undefined) === (options.order === undefined)) {
      throw new UsageError('Give either --member or --order.')
    }
    const answer = await withBooks(io, (books) => linkIn(books, options))
    const code = options.qr ? await drawCode(answer.link, { type: 'utf8', errorCorrectionLevel: 'L' }) : ''
    printAnswer(io, options, answer, () => `${formatFacts(answer)}${code === '' ? '' : `${code}\n`}`)
  })
}

async function linkIn(books: Books, { brand, member, order }: LinkOptions) {
  const brandId = await brandInBooks(books, brand)
  const { number, externalId } = onlyOne(
    await findClaimants(books.database, brandId, { member, order }),
    member === undefined ? `order ${order}` : `member ${member}`,
  )
  const network = await readNetwork(books.home)
  if (!network?.portalUrl) {
    throw new Error(
      'A link leads to the portal, and this network has none. Start it with `npm start`, or name it in network.json.',
    )
  }
  const seed = await loadKey(books.home, claimSeedName(brand))
  // Told before it is shown: whoever has it can take the points.
  const act = { brandId, actor: CLI, act: 'member.link', subject: number, at: new Date() } as const
  await books.database.begin((sql) => recordAct(sql, act))
  return {
    member: number,
    link: claimLinkOf(network.portalUrl, [{ seed, brandId, externalId }]),
  }
}

function onlyOne(found: readonly Claimant[], what: string): Claimant {
  const [one, ...others] = found
  if (!one)
    throw new Error(
      `The books know no ${what}. A new order is booked within seconds: points inbox list shows where it is.`,
    )
  if (others.length === 0) return one
  throw new Error(
    `${what[0]?.toUpperCase()}${what.slice(1)} stands for several customers. Give --member with one of: ${[one, ...others].map(({ number }) => number).join(', ')}`,
  )
}
