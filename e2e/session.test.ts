import { expect } from 'chai'
import postgres from 'postgres'
import { common } from '../web/messages/common.ts'
import { settingsText } from '../web/messages/settings.ts'
import { balanceOf } from './harness/books.ts'
import { browserTest } from './harness/browser-test.ts'
import { untilFlow, untilShown } from './steps/flow.ts'
import { member } from './steps/member.ts'
import { enterAgain } from './steps/enter-again.ts'
import { signUp, signedInAs } from './steps/sign-up.ts'
import { confirmSwap, quoteSwap } from './steps/swap.ts'

const SWAP = { from: 'moor-coffee', to: 'Fernway Outdoor', points: '20' }

describe('session', () => {
  browserTest('brings a passkey back to its account, also before that is on chain', async ({ visitor }) => {
    const shopper = await visitor()
    const account = await signUp(shopper)
    await shopper.context.clearCookies()
    await shopper.open('/sign-in')
    await enterAgain(shopper)
    expect(await signedInAs(shopper)).to.equal(account)
  })

  browserTest('finds the account of a passkey on a browser that never saw it', async ({ visitor }) => {
    const shopper = await visitor()
    const account = await signUp(shopper)
    const elsewhere = await visitor()
    await elsewhere.passkeys.import(await shopper.passkeys.export())
    await elsewhere.open('/sign-in')
    await enterAgain(elsewhere)
    expect(await signedInAs(elsewhere)).to.equal(account)
  })

  browserTest('leaves nothing of the member behind when it is ended here', async ({ stack, visitor }) => {
    const shopper = await visitor()
    const account = (await member(shopper, { 'moor-coffee': 5_000n })).toLowerCase()
    await quoteSwap(shopper, SWAP)
    await confirmSwap(shopper)
    await untilShown(shopper)
    const sql = postgres(stack.network.databaseUrl, { max: 1, onnotice: () => undefined })
    const told = async () => (await sql`select 1 from portal.subscriptions where account = ${account}`).length
    const flowsHere = () => shopper.page.evaluate(() => localStorage.getItem('openpoints.flows'))
    try {
      // As this browser would have asked to be told, if it had a push service behind it.
      const endpoint = `https://updates.push.services.mozilla.com/${account}`
      await sql`insert into portal.subscriptions (endpoint, account, keys, locale, session)
        select ${endpoint}, account, '{}', 'en', id from portal.sessions where account = ${account}`
      expect([await told(), (await flowsHere())?.includes('swap')]).to.deep.equal([1, true])

      await shopper.open('/settings')
      await shopper.page.getByRole('button', { name: settingsText.en.signOut }).click()
      await shopper.page.waitForURL((url) => url.pathname === '/')
      expect([await told(), await flowsHere()]).to.deep.equal([0, null])
    } finally {
      await sql.end()
    }
  })

  browserTest('asks to sign in when it is over, and goes on from there', async ({ stack, visitor }) => {
    const shopper = await visitor()
    shopper.complaints.expect(/status of 401/)
    const account = await member(shopper, { 'moor-coffee': 5_000n })
    await quoteSwap(shopper, SWAP)
    await shopper.context.clearCookies()
    await confirmSwap(shopper)
    await untilFlow(shopper, ['cancelled'])
    await shopper.page.getByText('You are signed out. Sign in again.').waitFor()
    expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(5_000n)

    await shopper.open(`/swap?from=${SWAP.from}`)
    await shopper.page.waitForURL('**/sign-in?next=**')
    await enterAgain(shopper)
    await shopper.page.waitForURL('**/swap**')
    expect(await signedInAs(shopper)).to.equal(account)
    await shopper.page.getByRole('button', { name: common.en.again }).click()
    const promised = await quoteSwap(shopper, SWAP)
    await confirmSwap(shopper)
    await untilShown(shopper)
    expect(await balanceOf(stack, 'fernway', account)).to.equal(promised)
  })
})
