import { expect } from 'chai'
import { safetyText } from '../../web/messages/safety.ts'
import type { Visitor } from '../harness/visitor.ts'
import { untilShown } from './flow.ts'

const text = safetyText.en

/** Adds another phone or computer to the account that the first one has open. */
export async function addDevice(first: Visitor, other: Visitor): Promise<void> {
  await first.open('/safety')
  await first.page.getByRole('button', { name: text.addOther }).click()
  await first.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await first.page.getByRole('button', { name: text.pairLink }).click()
  await first.page.getByRole('button', { name: text.pairCopied, exact: true }).waitFor()

  await other.open(await first.page.evaluate(() => navigator.clipboard.readText()))
  await other.page.getByRole('button', { name: text.linkMake }).click()
  await other.page.getByText(text.linkCompare).waitFor()
  const number = /\d{3}( \d{3}){3}/.exec(await other.page.locator('main').innerText())?.[0]
  const answered = first.page.getByRole('region', { name: text.pairAnswered })
  await answered.waitFor()
  expect(await answered.innerText(), 'the number on both devices').to.include(number ?? 'no number')
  await answered.getByRole('button', { name: text.pairConfirm }).click()
  await untilShown(first)
}
