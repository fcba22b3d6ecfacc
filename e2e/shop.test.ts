import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import {
  byNewCustomer,
  haveVendorExamples,
  ownOrder,
  postVendor,
  type VendorOrder,
  vendorOrders,
} from '../test/services/shops/vendor-orders.ts'
import { activityText } from '../web/messages/activity.ts'
import { claimText } from '../web/messages/claim.ts'
import { balanceOf } from './harness/books.ts'
import { browserTest } from './harness/browser-test.ts'
import { eventually } from './harness/eventually.ts'
import type { Stack } from './harness/stack.ts'
import { untilShown } from './steps/flow.ts'
import { points } from './steps/points.ts'
import { signedInAs } from './steps/sign-up.ts'

/** A brand whose batches the books alone mint: where a test mints by itself, they refuse to go on. */
const BRAND = 'fernway'
const NAME = 'Fernway Outdoor'
/** Points it gave per 1.00 when the order was paid. */
const RATE = 4n

/** Everything else of the tests may be under way on the same machine. */
const SLOW = { seconds: 60 }

describe('a shop on the web', () => {
  browserTest('sells; its customer collects by a link, and sees what a cancelled order took back', async (scene) => {
    const { stack, visitor } = scene
    const [known] = haveVendorExamples() ? vendorOrders() : []
    const order = byNewCustomer(known ?? ownOrder(), `tea-${randomBytes(4).toString('hex')}`)
    await connect(stack, order)
    expect(await postVendor(stack.service, BRAND, order, order.sold)).to.equal(200)
    const link = await eventually(async () => {
      const found = await points<{ link: string }>(stack, 'member', 'link', '--brand', BRAND, '--order', order.orderId)
      return found.link
    }, SLOW)

    const phone = await visitor()
    await eventually(async () => {
      await phone.page.goto('about:blank')
      await phone.open(link)
      await phone.page.getByRole('button', { name: claimText.en.collectNew }).waitFor({ timeout: 2_000 })
    })
    await phone.page.getByRole('button', { name: claimText.en.collectNew }).click()
    await untilShown(phone)
    const account = await signedInAs(phone)
    expect(await balanceOf(stack, BRAND, account)).to.equal(((order.netCents * RATE) / 100n) * 100n)

    expect(await postVendor(stack.service, BRAND, order, order.back)).to.equal(200)
    await eventually(async () => expect(await balanceOf(stack, BRAND, account)).to.equal(0n), SLOW)
    await eventually(async () => {
      await phone.open('/activity')
      await phone.page.getByText(activityText.en.reversed(NAME)).first().waitFor({ timeout: 2_000 })
    })
    await phone.page.getByText(activityText.en.claimed(NAME)).first().waitFor()
  })
})

async function connect(stack: Stack, { provider, account, secret }: VendorOrder): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'openpoints-shop-'))
  try {
    const file = join(folder, 'secret')
    await writeFile(file, secret)
    const shop = ['--brand', BRAND, '--provider', provider, '--account', account]
    await points(stack, 'shop', 'connect', ...shop, '--secret-file', file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
