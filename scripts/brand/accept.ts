import { type Command, Option } from 'commander'
import { setEntrance } from '../../chain/actions/setEntrance.ts'
import { setEntranceFor } from '../../chain/actions/setEntranceFor.ts'
import { parseCode } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { UsageError } from '../cli/usage-error.ts'

interface AcceptOptions extends SendOptions {
  all?: boolean
  none?: boolean
  from?: string
  notFrom?: string
}

export function registerAccept(brand: Command, io: Io): void {
  const command = brand
    .command('accept')
    .description('Say from which brands swaps into this one are accepted. Leaving it is always open.')
    .argument('<code>', 'code of the brand', parseCode)
    .option('--all', 'open to all brands, at once')
    .option('--none', 'closed to all brands, at once')
    .addOption(new Option('--from <brand>', 'open to this brand, at once').argParser(parseCode))
    .addOption(
      new Option('--not-from <brand>', "closed to this brand, after the network's notice").argParser(parseCode),
    )
  withSendOptions(command, { signer: 'the owner' })
  withExample(command, 'points brand accept cafe --not-from air --as cafe-owner')
  command.action(async (code: string, options: AcceptOptions) => {
    const { all, none, from, notFrom } = options
    const other = from ?? notFrom
    if ([all, none, from, notFrom].filter((choice) => choice !== undefined).length !== 1) {
      throw new UsageError('Choose one of --all, --none, --from BRAND, --not-from BRAND.')
    }
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const brandId = await brandIdOf(session, code)
    const open = all === true || from !== undefined
    const call =
      other === undefined
        ? await setEntrance(client, { brandId, open })
        : await setEntranceFor(client, { brandId, fromBrandId: await brandIdOf(session, other), open })
    const what = `${open ? 'accept' : 'refuse'} swaps into ${code} from ${other ?? 'every brand'}`
    const facts = {
      brand: code,
      from: other ?? 'every brand',
      open,
      takesEffect: notFrom ? 'after the notice' : 'at once',
    }
    await carryOut(
      io,
      client,
      { title: what[0]?.toUpperCase() + what.slice(1), facts, steps: [{ what, call }] },
      options,
    )
  })
}
