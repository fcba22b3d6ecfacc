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
import {
  TABLET,
  addLine,
  addTill,
  askForPoints,
  finishButton,
  openTill,
  scanFrom,
  showCode,
  typeScan,
} from './steps/till.ts'

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
    const code = await askForPoints(till, '1.50')
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
    till.complaints.expect(/ERR_INTERNET_DISCONNECTED|fetching the script/)
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

  browserTest('takes what a phone without a connection signed, and the signature for paid', async (scene) => {
    const { stack } = scene
    const [shopper, till] = await Promise.all([scene.visitor(), scene.visitor(TABLET)])
    // 2.00 USD
    const account = await member(shopper, { 'harbour-books': 4_000n })
    await openTill(till, await addTill(stack, BRAND))
    await addLine(till, { name: 'Teapot', price: '5' })
    await openPayAhead(shopper)
    shopper.complaints.expect(/ERR_INTERNET_DISCONNECTED/)

    const code = await askForPoints(till, '1')
    await shopper.context.setOffline(true)
    await scanFrom(shopper, payText.en.scan, code)
    await shopper.page.getByText(payText.en.signOffline).waitFor()
    await lookAt(shopper, 'pay without a connection')
    await shopper.page.getByRole('button', { name: payText.en.confirm('$1.00') }).click()
    const signed = shopper.page.getByRole('img', { name: payText.en.signedLabel })
    await signed.waitFor()
    await lookAt(shopper, 'signed code')
    // A real phone's screen has three times as many points.
    await shopper.page.setViewportSize({ width: 800, height: 1_200 })
    expect(await balanceOf(stack, 'harbour-books', account)).to.equal(4_000n)

    // Another code is none; then nothing gets into a block until the shop has decided.
    await scanFrom(till, pay.scanSigned, code)
    await till.page.getByText(tillProblems.en.codes.NoSignedCode).waitFor()
    await holdBlocks(stack, async () => {
      await scanFrom(till, pay.scanSigned, signed)
      await till.page.getByText(pay.state.confirmed, { exact: true }).waitFor()
      expect(await finishButton(till).isEnabled(), 'the end of the sale').to.equal(false)
      await till.page.getByRole('button', { name: pay.accept }).click()
      await till.page.getByText(pay.accepted, { exact: true }).waitFor()
      expect(await balanceOf(stack, 'harbour-books', account)).to.equal(4_000n)
      await finishButton(till).click()
      await till.page.getByTestId('receipt').waitFor()
    })
    await untilHas(stack, 'harbour-books', account, 2_000n)

    await shopper.context.setOffline(false)
    await untilShown(shopper)
    await shopper.page.getByText(payText.en.done('$1.00', 'Fernway Outdoor')).waitFor()
    expect(await balanceOf(stack, 'harbour-books', account)).to.equal(2_000n)
  })

  browserTest('knows members by number and card, cancels a request, voids a sale, and prints', async (scene) => {
    const till = await scene.visitor(TABLET)
    const { page } = till
    await openTill(till, await addTill(scene.stack, BRAND))
    const digits = String(Date.now()).slice(-6)
    const [phone, card] = [`+447700${digits}`, `CARD-${digits}`]
    await page.getByRole('button', { name: sale.way.enrol, exact: true }).click()
    for (const [field, value] of Object.entries({ name: 'Ivo', phone, card })) {
      await page.getByLabel(sale.enrol[field as 'card'], { exact: true }).fill(value)
    }
    await page.getByLabel(sale.consent.terms).check()
    await page.getByRole('button', { name: sale.enrolDo }).click()
    await page.getByRole('img', { name: sale.claimLabel }).waitFor()
    await addLine(till, { name: 'Kettle', price: '40' })
    await finishButton(till).click()
    const order = await page.getByTestId('order').innerText()
    await lookAtPaper(till)
    await page.getByRole('button', { name: sale.next }).click()

    await page.getByRole('button', { name: sale.way.phone, exact: true }).click()
    await page.getByLabel(sale.phone).fill(phone)
    await page.getByRole('button', { name: sale.lookUp }).click()
    await page.getByText(sale.askEnding(phone.slice(-4))).waitFor()
    await lookAt(till, 'ending of a number')
    await page.getByRole('button', { name: sale.endingYes }).click()
    await page.getByTestId('buyer').getByText('Ivo').waitFor()
    await byCard(till, card, '40')

    await addLine(till, { name: 'Mug', price: '8' })
    await askForPoints(till, '1')
    await page.getByRole('button', { name: pay.cancel }).click()
    await page.getByText(pay.state.cancelled, { exact: true }).waitFor()
    await lookAt(till, 'cancelled')
    await page.getByRole('button', { name: sale.startOver }).click()
    await page.getByRole('dialog').getByRole('button', { name: sale.startOver }).click()
    await page.getByText(sale.empty).waitFor()

    await page.getByRole('button', { name: tillText.en.return, exact: true }).click()
    await typeScan(till, order)
    await page.getByRole('button', { name: tillReturn.en.void }).click()
    await lookAt(till, 'void')
    await page.getByRole('dialog').getByRole('button', { name: tillReturn.en.voidYes }).click()
    await page.getByText(tillReturn.en.taken('40')).waitFor()
    await page.getByRole('button', { name: tillReturn.en.next }).click()
    await page.getByRole('button', { name: tillText.en.sale, exact: true }).click()
    await byCard(till, card, '0')

    await till.speak('ur')
    await till.open('/till')
    await page.getByText(tillSale.ur.has, { exact: true }).waitFor()
    expect(await page.evaluate(() => document.documentElement.dir)).to.equal('rtl')
    await lookAt(till, 'in Urdu')
  })
})

/** Finds the member by card until the till knows of so many points. */
async function byCard({ page }: Visitor, card: string, points: string): Promise<void> {
  await eventually(async () => {
    const other = page.getByRole('button', { name: sale.otherBuyer })
    if (await other.isVisible()) await other.click()
    await page.getByRole('button', { name: sale.way.card, exact: true }).click()
    await page.getByLabel(sale.card).fill(card)
    await page.getByRole('button', { name: sale.lookUp }).click()
    const has = page.getByTestId('buyer').getByText(sale.has, { exact: true }).locator('xpath=following-sibling::dd')
    expect((await has.innerText()).split(/[\s$]/)[0]).to.equal(points)
  })
}

/** The member's page is open and has what it needs before the connection goes. */
async function openPayAhead(phone: Visitor): Promise<void> {
  const prepared = phone.page.waitForResponse('**/api/signing')
  await phone.open('/pay')
  await prepared
  await phone.page.waitForLoadState('networkidle')
}

/** No block comes while this goes on. */
async function holdBlocks({ client }: Stack, during: () => Promise<void>): Promise<void> {
  const every = async (seconds: number): Promise<void> =>
    void (await client.request({ method: 'evm_setIntervalMining', params: [seconds] } as never))
  await every(0)
  try {
    await during()
  } finally {
    await every(1)
  }
}

/** On paper there is the receipt alone. */
async function lookAtPaper(till: Visitor): Promise<void> {
  const { page } = till
  await page.emulateMedia({ media: 'print' })
  if (process.env.E2E_PICTURES !== undefined) await till.screenshot('till receipt on paper')
  const shown = async (name: string): Promise<boolean> => await page.getByRole('button', { name }).first().isVisible()
  expect([await shown(sale.print), await shown(sale.next), await shown(tillText.en.return)]).to.deep.equal([
    ...[false, false, false],
  ])
  for (const name of [sale.claimLabel, sale.orderLabel]) {
    await page.getByTestId('receipt').getByRole('img', { name }).waitFor()
  }
  expect(await sideways(page)).to.equal(0)
  await page.emulateMedia({ media: 'screen' })
}

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
