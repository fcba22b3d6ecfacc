import { type Address, getAddress } from 'viem'
import { signInText } from '../../web/messages/sign-in.ts'
import { welcomeText } from '../../web/messages/welcome.ts'
import type { Visitor } from '../harness/visitor.ts'

/** Makes an account with a fingerprint, from the front page on; gives its address. */
export async function signUp(visitor: Visitor): Promise<Address> {
  const { page } = visitor
  await visitor.open('/')
  await page.getByRole('link', { name: welcomeText.en.start }).click()
  await page.getByRole('button', { name: signInText.en.create }).click()
  await page.getByTestId('total-worth').waitFor()
  return await signedInAs(visitor)
}

/** Whose account this browser has open. */
export async function signedInAs({ page }: Visitor): Promise<Address> {
  const account = await page.evaluate(async () => {
    const answer = await fetch('/api/session')
    return ((await answer.json()) as { account: string } | null)?.account
  })
  if (account === undefined) throw new Error('Nobody is signed in.')
  return getAddress(account)
}
