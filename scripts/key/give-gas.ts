import { type Address, formatEther, parseEther } from 'viem'
import { giveDevGasMoney } from '../../chain/actions/giveDevGasMoney.ts'
import type { Io } from '../cli/io.ts'
import type { ReadOptions } from '../cli/options.ts'
import { openSession } from '../cli/session.ts'

/** Gives an account of the local chain money for a few thousand transactions. */
export async function giveGas(io: Io, options: ReadOptions, account: Address): Promise<string> {
  const { client } = await openSession(io, options)
  const wei = parseEther('10')
  await giveDevGasMoney(client, { account, wei })
  return formatEther(wei)
}
