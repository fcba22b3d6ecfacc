import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { type Hex, getAddress, isHex } from 'viem'
import { createKey } from '../../service/keys/stored-keys.ts'
import type { Facts } from '../cli/facts.ts'
import { type Io, homeOf } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { openSession } from '../cli/session.ts'
import { giveGas } from './give-gas.ts'

interface NewOptions extends ReadOptions {
  secretFile?: string
  gas?: boolean
}

export function registerKeyNew(key: Command, io: Io): void {
  const command = key
    .command('new')
    .description('Make a key and keep it encrypted in the data folder.')
    .argument('<name>', 'a name of its own: a-z, 0-9 and "-"')
    .option('--secret-file <file>', 'keep this private key instead: 0x and 64 hexadecimal digits in a file')
    .option('--gas', 'give it gas money: local chain only')
  withReadOptions(command)
  withExample(command, 'points key new cafe-owner --gas')
  command.action(async (name: string, options: NewOptions) => printFacts(io, options, await makeKey(io, name, options)))
}

/** Makes a key and, where asked, gives it gas money. */
export async function makeKey(io: Io, name: string, { secretFile, gas, ...options }: NewOptions): Promise<Facts> {
  const home = homeOf(io)
  const secret = secretFile === undefined ? {} : { secret: await readSecret(secretFile) }
  const session = gas ? await openSession(io, options) : undefined
  const { address } = await createKey(home, { name, ...secret })
  const gasEth = session && address !== undefined ? await giveGas(session, getAddress(address)) : undefined
  return { name, address, folder: home, gasEth }
}

async function readSecret(path: string): Promise<Hex> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`The file ${path} cannot be read. Check the path.`, { cause })
  })
  if (isHex(text.trim())) return text.trim() as Hex
  throw new Error(`${path} holds no private key: 0x and 64 hexadecimal digits are expected.`)
}
