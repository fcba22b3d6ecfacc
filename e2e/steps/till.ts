import type { Locator } from 'playwright-core'
import { payText } from '../../web/messages/pay.ts'
import { scanText } from '../../web/messages/scan.ts'
import { tillPay } from '../../web/messages/till-pay.ts'
import { tillSale } from '../../web/messages/till-sale.ts'
import { tillText } from '../../web/messages/till.ts'
import type { Stack } from '../harness/stack.ts'
import type { Visitor, VisitorOptions } from '../harness/visitor.ts'
import { points } from './points.ts'

const text = tillText.en
const sale = tillSale.en

export const TABLET: VisitorOptions = { width: 1024, height: 768 }

let devices = 0

/** Dollars a till may take on a signature alone. */
export const FLOOR_LIMIT = '3'

/** A new device of a brand that gives its points at once, and trusts signatures a little; gives its key. */
export async function addTill(stack: Stack, brand: string): Promise<string> {
  devices += 1
  const name = `e2e-${process.pid}-${devices}`
  const rules = ['--brand', brand, '--rate', '1', '--pending', '0s', '--floor-limit', FLOOR_LIMIT]
  if (devices === 1) await points(stack, 'shop', 'rules', ...rules)
  const where = ['--brand', brand, '--name', name, '--location', 'high-street']
  const { key } = await points<{ key: string }>(stack, 'till', 'add', ...where)
  return key
}

/** Enters a device's key, as the shop does once. */
export async function openTill(till: Visitor, key: string): Promise<void> {
  const { page } = till
  await till.open('/till')
  await page.getByLabel(text.key).fill(key)
  await page.getByRole('button', { name: text.connect, exact: true }).click()
  await page.getByText(sale.empty).waitFor()
}

export interface Bought {
  name: string
  price: string
  quantity?: string
}

export async function addLine({ page }: Visitor, { name, price, quantity = '1' }: Bought): Promise<void> {
  await page.getByLabel(sale.name, { exact: true }).fill(name)
  await page.getByLabel(sale.price, { exact: true }).fill(price)
  await page.getByLabel(sale.quantity, { exact: true }).fill(quantity)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: sale.remove(name) }).waitFor()
}

/** Shows a request to pay so much with points; gives its code on the till's screen. */
export async function askForPoints({ page }: Visitor, amount: string): Promise<Locator> {
  await page.getByLabel(tillPay.en.amount).fill(amount)
  await page.getByRole('button', { name: tillPay.en.ask }).click()
  const code = page.getByRole('img', { name: tillPay.en.codeLabel })
  await code.waitFor()
  return code
}

export const finishButton = ({ page }: Visitor): Locator =>
  page.getByRole('button', { name: /^(Take .+ and finish|Finish: all is paid)$/ })

/** One device's camera looks at a code on the other's screen: by its picture, since a test has no camera. */
export async function scanFrom({ page }: Visitor, button: string, code: Locator): Promise<void> {
  const picture = await code.screenshot()
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.getByLabel(scanText.en.picture).setInputFiles({
    ...{ name: 'code.png', mimeType: 'image/png' },
    buffer: picture,
  })
}

/** The member's phone shows its code under "Pay"; gives the code's text, as a scanner at the till types it. */
export async function showCode(phone: Visitor): Promise<string> {
  const answer = phone.page.waitForResponse('**/api/pay-code')
  await phone.open('/pay')
  const { url } = (await (await answer).json()) as { url: string }
  await phone.page.getByRole('img', { name: payText.en.codeLabel }).waitFor()
  return url
}

/** A scanner that stands in for a keyboard: one key after the other faster than anybody types, and Enter. */
export async function typeScan({ context, page }: Visitor, scanned: string): Promise<void> {
  const cdp = await context.newCDPSession(page)
  const keys = [...scanned].map((letter) => ({ key: letter, text: letter }))
  const enter = { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }
  // Sent all together, since waiting for each to be heard would be as slow as a finger.
  await Promise.all([...keys, enter].map((key) => cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key })))
  await cdp.detach()
}
