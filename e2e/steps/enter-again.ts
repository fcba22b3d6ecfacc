import { signInText } from '../../web/messages/sign-in.ts'
import type { Visitor } from '../harness/visitor.ts'

const { enter, enterKnown } = signInText.en

/** Signs in with the passkey of this phone, from the page that asks for it. */
export async function enterAgain({ page }: Visitor): Promise<void> {
  await page
    .getByRole('button', { name: enter })
    .or(page.getByRole('button', { name: enterKnown }))
    .click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}
