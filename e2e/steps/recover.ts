import type { Address } from 'viem'
import { safetyText } from '../../web/messages/safety.ts'
import type { Visitor } from '../harness/visitor.ts'
import { untilShown } from './flow.ts'

const text = safetyText.en

/** Names somebody who may ask for the account. */
export async function nameRecovery(owner: Visitor, address: Address, delay: bigint): Promise<void> {
  await owner.open('/safety')
  await owner.page.getByLabel(text.recoveryWait).selectOption(String(delay))
  await owner.page.getByLabel(text.recoveryAddress).fill(address)
  await owner.page.getByRole('button', { name: text.nameAddress }).click()
  await untilShown(owner)
}

/** Asks for an account with the wallet that is named for it, on a new device. */
export async function askForAccount(friend: Visitor, account: Address): Promise<void> {
  await friend.open('/recover')
  await friend.page.getByLabel(text.recoverAccount).fill(account)
  await friend.page.getByRole('button', { name: text.recoverLook }).click()
  await friend.page.getByRole('button', { name: text.recoverByWallet }).click()
  await friend.page.getByText(text.recoverStarted).waitFor()
}
