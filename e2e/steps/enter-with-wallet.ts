import type { Address } from 'viem'
import { signInText } from '../../web/messages/sign-in.ts'
import { WALLET_NAME } from '../harness/wallet.ts'
import type { Visitor } from '../harness/visitor.ts'
import { signedInAs } from './sign-up.ts'

/** Signs in with the wallet of this browser; gives its address. */
export async function enterWithWallet(visitor: Visitor): Promise<Address> {
  const { page } = visitor
  await visitor.open('/sign-in')
  await page.getByRole('button', { name: signInText.en.wallet }).click()
  await page.getByRole('button', { name: signInText.en.walletSign(WALLET_NAME) }).click()
  await page.getByTestId('total-worth').waitFor()
  return await signedInAs(visitor)
}
