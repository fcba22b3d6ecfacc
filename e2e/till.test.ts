import { expect } from 'chai'
import { claimText } from '../web/messages/claim.ts'
import { payText } from '../web/messages/pay.ts'
import { tillPay } from '../web/messages/till-pay.ts'
import { tillProblems } from '../web/messages/till-problems.ts'
import { tillReturn } from '../web/messages/till-return.ts'
import { tillSale } from '../web/messages/till-sale.ts'
import { tillText } from '../web/messages/till.ts'
import { barriers, sideways } from './harness/axe.ts'
import { balanceOf, booksOf } from './harness/books.ts'
import { browserTest } from './harness/browser-test.ts'
import { eventually } from './harness/eventually.ts'
import type { Stack } from './harness/stack.ts'
import { PHONE, type Visitor } from './harness/visitor.ts'
import { untilShown } from './steps/flow.ts'
import { member } from './steps/member.ts'
import { signUp, signedInAs } from './steps/sign-up.ts'
import { TABLET, addLine, addTill, openTill, scanFrom, showCode, typeScan } from './steps/till.ts'

const BRAND = 'fernway'
const sale = tillSale.en
const pay = tillPay.en

describe('till', () => {
  browserTest('sells, takes points of two brands as payment, and takes the goods back', async ({ stack, visitor }) => {
    const [shopper, till] = await Promise.all([visitor(), visitor(TABLET)])
    // 0.80 and 2.00 USD
    const account = await member(shopper, { 'moor-coffee': 4_000n, 'harbour-books': 4_000n })
    const key = await addTill(stack, BRAND)
    await openTill(till, key)
    await expectNoKey(till, key)
    await expectGuarded(till)
    const { page } = till

    await showCode(shopper)
    await scanFrom(till, sale.scanCamera, shopper.page.getByRole('img', { name: payText.en.codeLabel }))
    await page.getByTestId('buyer').waitFor()
    await addLine(till, { name: 'Flat white', price: '3.00', quantity: '2' })
    await addLine(till, { name: 'Rucksack', price: '10' })
    await page.getByTestId('earns').getByText(sale.earns('16')).waitFor()
    await lookAt(till, 'sale')

    const before = await booksOf(stack, BRAND)
    await page.getByLabel(pay.amount).fill('1.50')
    await page.getByRole('button', { name: pay.ask }).click()
    const code = page.getByRole('img', { name: pay.codeLabel })
    await code.waitFor()
    await lookAt(till, 'payment')
    await shopper.open('/pay')
    await scanFrom(shopper, payText.en.scan, code)
    await shopper.page.getByRole('button', { name: payText.en.confirm('$1.50') }).click()
    await Promise.all([untilShown(shopper), page.getByText(pay.state.done, { exact: true }).waitFor()])
    await shopper.page.getByText(payText.en.done('$1.50', 'Fernway Outdoor')).waitFor()
    expect((await booksOf(stack, BRAND)).reserve >= before.reserve + 1_500_000n, 'the money of it').to.equal(true)
    await page.getByTestId('earns').getByText(sale.earns('14')).waitFor()

    await loseAnswerOf(till, '**/api/till/sales')
    await finishButton(till).click()
    await page.getByText(tillProblems.en.unreachable).waitFor()
    await page.reload()
    await page.getByTestId('earned').getByText(sale.earned('14')).waitFor()
    await lookAt(till, 'receipt')
    const order = await page.getByTestId('order').innerText()
    await untilHas(stack, BRAND, account, 1_400n)

    await page.getByRole('button', { name: sale.next }).click()
    await page.getByRole('button', { name: tillText.en.return, exact: true }).click()
    await typeScan(till, order)
    await page.getByText('Rucksack').waitFor()
    await page.getByText(tillReturn.en.ways.full).click()
    await lookAt(till, 'return')
    // What points paid is not handed out in money: it goes back as points.
    await page.getByRole('button', { name: tillReturn.en.takeMoney('$14.50') }).click()
    await page.getByText(tillReturn.en.taken('14')).waitFor()
    await page.getByText(tillReturn.en.refund('$1.50')).waitFor()
    await untilHas(stack, BRAND, account, 0n)
    await untilHas(stack, 'moor-coffee', account, 4_000n)
    await untilHas(stack, 'harbour-books', account, 4_000n)
  })

  browserTest('makes a member, whose phone collects the points by the receipt', async ({ stack, visitor }) => {
    const [phone, till] = await Promise.all([visitor(), visitor(PHONE)])
    await openTill(till, await addTill(stack, BRAND))
    const { page } = till
    await page.getByRole('button', { name: sale.way.enrol, exact: true }).click()
    await page.getByLabel(sale.enrol.name).fill('Nia')
    for (const purpose of ['marketing_email', 'marketing_sms', 'personalisation'] as const) {
      expect(await page.getByLabel(sale.consent[purpose]).isChecked(), purpose).to.equal(false)
    }
    await lookAt(till, 'enrol on a phone')
    await page.getByLabel(sale.consent.terms).check()
    const answer = page.waitForResponse('**/api/till/members')
    await page.getByRole('button', { name: sale.enrolDo }).click()
    const { claimLink } = (await (await answer).json()) as { claimLink: string }
    await page.getByRole('img', { name: sale.claimLabel }).waitFor()
    await addLine(till, { name: 'Tent', price: '120' })
    await page.getByTestId('earns').getByText(sale.earns('120')).waitFor()
    await lookAt(till, 'sale on a phone')
    await finishButton(till).click()
    await page.getByTestId('receipt').getByRole('img', { name: sale.claimLabel }).waitFor()

    await eventually(async () => {
      await phone.page.goto('about:blank')
      await phone.open(claimLink)
      await phone.page.getByRole('button', { name: claimText.en.collectNew }).waitFor({ timeout: 2_000 })
    })
    await phone.page.getByRole('button', { name: claimText.en.collectNew }).click()
    await untilShown(phone)
    expect(await balanceOf(stack, BRAND, await signedInAs(phone))).to.equal(12_000n)
  })

  browserTest('sells without a connection and books it once there is one again', async ({ stack, visitor }) => {
    const [shopper, till] = await Promise.all([visitor(), visitor(TABLET)])
    const account = await signUp(shopper)
    await openTill(till, await addTill(stack, BRAND))
    till.complaints.expect(/ERR_INTERNET_DISCONNECTED/)
    const { page } = till
    const scanned = await showCode(shopper)

    await till.context.setOffline(true)
    await page.getByText(tillText.en.offlineTitle).waitFor()
    // The cursor is where a price belongs: the scanner's text does not stay there.
    await page.getByLabel(sale.price, { exact: true }).focus()
    await typeScan(till, scanned)
    await page.getByTestId('buyer').getByText(sale.shownText).waitFor()
    expect(await page.getByLabel(sale.price, { exact: true }).inputValue()).to.equal('')
    await addLine(till, { name: 'Lantern', price: '25' })
    await page.getByText(pay.offline).waitFor()
    expect(await page.getByRole('button', { name: pay.ask }).count(), 'ways to pay with points').to.equal(0)
    await lookAt(till, 'offline')
    await finishButton(till).click()
    await page.getByRole('heading', { name: sale.queued }).waitFor()
    await page.getByRole('button', { name: sale.next }).click()
    await page.getByRole('button', { name: new RegExp(`^${tillText.en.queue}`) }).click()
    await page.getByText(tillText.en.queueTitle).waitFor()
    expect(await balanceOf(stack, BRAND, account)).to.equal(0n)

    await till.context.setOffline(false)
    await page.getByText(tillText.en.queueEmpty).waitFor()
    await untilHas(stack, BRAND, account, 2_500n)
  })
})

const finishButton = ({ page }: Visitor) => page.getByRole('button', { name: /^Take .+ and finish$/ })

/** The service hears the request, and its answer is lost on the way. */
async function loseAnswerOf({ page, complaints }: Visitor, path: string): Promise<void> {
  complaints.expect(/ERR_FAILED/)
  await page.route(
    path,
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
}

/** Nothing that runs in the page can read the device's key. */
async function expectNoKey({ page }: Visitor, key: string): Promise<void> {
  const readable = await page.evaluate(async () => {
    const device = await (await fetch('/api/till/device')).text()
    return [document.cookie, JSON.stringify(localStorage), document.documentElement.outerHTML, device].join()
  })
  expect(readable.includes(key), 'the key within reach of a script').to.equal(false)
  const cookie = (await page.context().cookies()).find(({ name }) => name === '__Host-openpoints-till')
  expect(cookie).to.include({ httpOnly: true, secure: true, sameSite: 'Strict' })
  expect(cookie?.value.includes(key)).to.equal(false)
}

/** The device's cookie alone opens nothing: neither to other sites nor beyond the calls the page needs. */
async function expectGuarded({ page, stack }: Visitor): Promise<void> {
  const headers = { origin: stack.portal, 'x-openpoints': '1', 'idempotency-key': 'a' }
  const status = async (path: string, extra: Record<string, string>): Promise<number> =>
    (await page.request.post(`/api/till/${path}`, { headers: { ...headers, ...extra }, data: {} })).status()
  expect(await status('sales', { origin: 'https://elsewhere.example' })).to.equal(403)
  expect(await status('sales', { 'x-openpoints': '' })).to.equal(403)
  expect(await status('members/export', {})).to.equal(404)
  expect(await status('payments/../relay', {})).to.equal(404)
  expect(await status('sales', { 'idempotency-key': '' })).to.equal(400)
}

async function untilHas(stack: Stack, code: string, account: `0x${string}`, points: bigint): Promise<void> {
  await eventually(async () => expect(await balanceOf(stack, code, account)).to.equal(points))
}

/** Nothing stands in anybody's way, in either theme, and nothing is too wide. */
async function lookAt(visitor: Visitor, name: string): Promise<void> {
  const { page } = visitor
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    if (process.env.E2E_PICTURES !== undefined) await visitor.screenshot(`till ${name} ${colorScheme}`)
    found.push(...(await barriers(page, colorScheme === 'light' ? 'everything' : 'colours')))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  if ((await sideways(page)) > 0) found.push('too wide')
  expect(found, `${name}\n    ${found.join('\n    ')}\n`).to.deep.equal([])
}
