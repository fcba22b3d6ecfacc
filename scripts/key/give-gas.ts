import { type Address, formatEther, parseEther } from 'viem'
import { giveDevGasMoney } from '../../chain/actions/giveDevGasMoney.ts'
import type { Session } from '../cli/session.ts'

/** Gives an account of the local chain money for a few thousand transactions. */
export async function giveGas({ client }: Session, account: Address): Promise<string> {
  const wei = parseEther('10')
  await giveDevGasMoney(client, { account, wei })
  return formatEther(wei)
}
