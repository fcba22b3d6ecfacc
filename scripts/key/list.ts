import type { Command } from 'commander'
import { type Address, formatEther, getAddress } from 'viem'
import { getGasMoney } from '../../chain/actions/getGasMoney.ts'
import { readNetwork } from '../../chain/network.ts'
import { listKeys } from '../../service/keys/stored-keys.ts'
import { type Io, homeOf } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { type Session, openSession } from '../cli/session.ts'
import { formatTable } from '../cli/table.ts'

export function registerKeyList(key: Command, io: Io): void {
  const command = withReadOptions(
    key.command('list').description('List the keys of the data folder and the gas money each has.'),
  )
  withExample(command, 'points key list')
  command.action(async (options: ReadOptions) => {
    const home = homeOf(io)
    const named = options.hub !== undefined || (await readNetwork(home)) !== undefined
    const keys = await describeKeys(home, named ? await openSession(io, options) : undefined)
    printAnswer(io, options, keys, () => {
      if (keys.length === 0) return `No keys in ${home}. Make one: points key new NAME\n`
      const rows = keys.map(({ name, address, gasEth }) => ({
        name,
        address: address ?? '(a seed)',
        'gas ETH': gasEth ?? '–',
      }))
      return formatTable(rows, { right: ['gas ETH'] })
    })
  })
}

/** Keys of a data folder; with a session also the gas money of each. */
export async function describeKeys(home: string, session: Session | undefined) {
  const keys = await listKeys(home)
  return Promise.all(
    keys.map(async ({ name, address }) => {
      if (address === undefined) return { name, address: null, gasEth: null }
      const account = getAddress(address)
      return { name, address: account, gasEth: session ? await gasOf(session, account) : null }
    }),
  )
}

async function gasOf({ client }: Session, account: Address): Promise<string> {
  const eth = formatEther(await getGasMoney(client, { account }))
  return /\.\d{7,}$/.test(eth) ? eth.slice(0, eth.indexOf('.') + 7) : eth
}
