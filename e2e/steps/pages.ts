import type { Address, Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { loadKey } from '../../service/keys/stored-keys.ts'
import { claimLink } from '../../scripts/up/claim-link.ts'
import type { Stack } from '../harness/stack.ts'
import type { Visitor } from '../harness/visitor.ts'
import { Wallet } from '../harness/wallet.ts'
import { enterWithWallet } from './enter-with-wallet.ts'

/** A page of the portal: what it is called here, and where it is. */
export interface PortalPage {
  name: string
  path: string
}

/** A sample's member without an account, whose points nobody in these tests claims. */
const UNCLAIMED = 'nils'

/** Pages that everybody gets to see. */
export async function openPages({ home, network }: Stack): Promise<PortalPage[]> {
  const link = await claimLink({ home, network, externalId: UNCLAIMED })
  if (link === undefined) throw new Error(`Nothing waits for ${UNCLAIMED}.`)
  return [
    { name: 'welcome', path: '/' },
    { name: 'sign-in', path: '/sign-in' },
    { name: 'claim', path: link },
    { name: 'claim with a broken link', path: '/claim#nonsense' },
    { name: 'link', path: '/link' },
    { name: 'recover', path: '/recover' },
    { name: 'offline', path: '/offline' },
    { name: 'till', path: '/till' },
    { name: 'missing', path: '/nowhere' },
  ]
}

/** Pages of a member who has done a lot. */
export async function memberPages(stack: Stack, account: Address): Promise<PortalPage[]> {
  const gift = await giftOf(stack, account)
  const payment = `/pay?brand=fernway&amount=1500000&order=look`
  return [
    ...['home', 'swap', 'donate', 'pay', 'send', 'receive', 'activity', 'receipts', 'giving', 'statement', 'safety'],
    ...['notices', 'settings', 'more'],
  ]
    .map((name): PortalPage => ({ name, path: name === 'home' ? '/' : `/${name}` }))
    .concat({ name: 'payment request', path: payment })
    .concat(gift === undefined ? [] : [{ name: 'gift', path: `/giving/${encodeURIComponent(gift.id)}` }])
    .concat(gift === undefined ? [] : [{ name: 'transaction', path: `/tx/${gift.tx}` }])
}

interface Gift {
  id: string
  tx: Hex
}

/** The last donation of a member, as the read model knows it. */
async function giftOf({ indexer }: Stack, member: Address): Promise<Gift | undefined> {
  const query = `query Gift($member: String!) {
    movements(where: { member: $member, kind: donated }, orderBy: "id", orderDirection: "desc", limit: 1) {
      items { id tx }
    }
  }`
  const body = JSON.stringify({ query, variables: { member: member.toLowerCase() } })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${indexer}/graphql`, { method: 'POST', headers, body })
  const { data, errors } = (await answer.json()) as { data?: { movements: { items: Gift[] } }; errors?: unknown }
  if (!data) throw new Error(`The indexer refuses the question: ${JSON.stringify(errors)}`)
  return data.movements.items[0]
}

/** Signs in as one of the sample's members, who has a year of history; gives the address. */
export async function enterAs(visitor: Visitor, name: string): Promise<Address> {
  const account = privateKeyToAccount(await loadKey(visitor.stack.home, name))
  await Wallet.install(visitor, { account, chainId: visitor.stack.network.chainId })
  return await enterWithWallet(visitor)
}

/** Opens a page and waits until it has its data. */
export async function look(visitor: Visitor, { path }: PortalPage): Promise<void> {
  const { page } = visitor
  // A new fragment alone loads nothing: each look begins at an empty page.
  await page.goto('about:blank')
  await visitor.open(path)
  await page.locator('main').waitFor()
  await page.waitForLoadState('networkidle')
}
