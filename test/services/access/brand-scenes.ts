import { randomUUID } from 'node:crypto'
import { addKey } from '../../../service/access/add-key.ts'
import { CLI, type KeyRole } from '../../../service/access/actor.ts'
import type { BrandOperation } from '../../../service/access/permissions.ts'
import { connectShop } from '../../../service/intake/connect-shop.ts'
import { listAlerts, raiseAlert } from '../../../service/intake/alerts.ts'
import { addDevice } from '../../../service/till/add-device.ts'
import { addTarget } from '../../../service/webhooks-out/targets.ts'
import { sale as told } from '../intake/intake-stage.ts'
import { saleOf, TERMS, type Till, type TillStage } from '../till/till-stage.ts'

export type Side = 'first' | 'second'

/** What an operation is asked with. */
export type Asked = { path?: Record<string, string | number>; body?: unknown }

/** Makes what it takes, so that the operation can be done for a brand. */
export type Scene = (side: Side) => Promise<Asked> | Asked

/** Two brands, what each has, and a row for every operation that wants a key of one. */
export function brandScenes(stage: TillStage, tills: Record<Side, Till>) {
  // What a brand has.
  const idOf = (side: Side): number => stage.brands[side]
  const codeOf = (side: Side): string => (side === 'first' ? 'tea-house' : 'book-shop')
  const shop = async (side: Side): Promise<{ number: number; secret: string }> => {
    const secret = `whsec_${Buffer.from(randomUUID().repeat(2)).toString('base64').slice(0, 44)}`
    const place = { home: stage.network.home, brandId: idOf(side), brand: codeOf(side), account: randomUUID() }
    const made = { ...place, provider: 'generic' as const, mode: 'live' as const, url: null, secret }
    return { number: (await connectShop(stage.database, made)).number, secret }
  }
  const till = async (side: Side): Promise<number> => {
    const device = { brandId: idOf(side), name: 'counter-1', location: 'x', mode: 'live' as const }
    return (await addDevice(stage.database, device)).device.number
  }
  const target = async (side: Side): Promise<number> => {
    const place = {
      home: stage.network.home,
      brandId: idOf(side),
      brand: codeOf(side),
      mode: 'test' as const,
      dev: true,
    }
    return (await addTarget(stage.database, { ...place, url: 'http://127.0.0.1:9/points' })).target
  }
  const key = async (side: Side, role: KeyRole): Promise<{ number: number; key: string }> => {
    const made = { brandId: idOf(side), role, name: 'matrix', actor: CLI, at: new Date() }
    const { known, key } = await addKey(stage.database, made)
    return { number: known.number, key }
  }
  const alert = async (side: Side): Promise<bigint> => {
    const about = { brandId: idOf(side), kind: 'returnUnknownLine', subject: randomUUID() }
    await raiseAlert(stage.database, about)
    const [newest] = (await listAlerts(stage.database, { brandId: idOf(side) })).slice(-1)
    return newest?.id ?? 0n
  }
  const payment = async (side: Side): Promise<string> => {
    const { body } = await tills[side].post('/payments', { order: randomUUID(), value: '5.00' })
    return (body as { id: string }).id
  }
  const member = async (side: Side): Promise<number> => {
    const known = async () =>
      (await stage.database<{ number: number }[]>`select number from members where brand_id = ${idOf(side)}`)[0]?.number
    if ((await known()) === undefined) {
      await tills[side].post('/members', { card: 'C-1234', phone: '+441632960011', consents: TERMS })
      await tills[side].post('/sales', saleOf('12.00', { member: { card: 'C-1234' } }))
      for (let tries = 0; (await known()) === undefined && tries < 200; tries += 1) await pause(100)
    }
    return (await known()) ?? 0
  }
  const somebody = async (side: Side): Promise<number> => {
    await member(side)
    const [row] = await stage.database<{ number: number }[]>`
      insert into members (brand_id, number, external_id, claim_key, claim_address)
      select ${idOf(side)}, max(number) + 1, ${`m-${randomUUID()}`}, '0x', ${`0x${randomUUID().replaceAll('-', '')}00000000`}
      from members where brand_id = ${idOf(side)} returning number`
    return row?.number ?? 0
  }
  const sold = async (side: Side): Promise<string> => {
    const sale = saleOf('9.00')
    await tills[side].post('/sales', sale)
    return sale['order'] as string
  }

  const number =
    (made: (side: Side) => Promise<number>): Scene =>
    async (side) => ({
      path: { number: await made(side) },
      body: {},
    })
  const ofPayment =
    (body?: unknown): Scene =>
    async (side) => ({ path: { id: await payment(side) }, body })
  const name = (): string => `n-${randomUUID().slice(0, 8)}`
  const basket = { currency: 'GBP', lines: [{ id: '1', net: '3.00' }] }

  /** A row for every operation that wants a key of a brand. */
  const scenes: Record<BrandOperation, Scene> = {
    getBrandStatus: () => ({}),
    listBrandAlerts: () => ({}),
    closeAlerts: async (side) => ({ body: { ids: [(await alert(side)).toString()] } }),
    listShops: () => ({}),
    connectShop: () => ({ body: { provider: 'generic', account: name() } }),
    rotateShop: number(async (side) => (await shop(side)).number),
    disconnectShop: number(async (side) => (await shop(side)).number),
    getRules: () => ({}),
    changeRules: () => ({ body: { pointsPerUnit: '1/2' } }),
    listTills: () => ({}),
    addTill: () => ({ body: { name: name(), location: 'x' } }),
    revokeTill: number(till),
    listWebhooks: () => ({}),
    addWebhook: () => ({ body: { url: 'http://127.0.0.1:9/points', mode: 'test' } }),
    removeWebhook: number(target),
    replayWebhooks: () => ({ body: { failed: true } }),
    listInbox: () => ({}),
    retryInbox: () => ({ body: { all: true } }),
    tellEvent: async (side) => ({
      body: { shop: (await shop(side)).number, message: JSON.parse(told(name())) as unknown },
    }),
    listMemberEntries: async (side) => ({ path: { member: await member(side) } }),
    findMember: async (side) => {
      await member(side)
      return { body: { id: 'C-1234' } }
    },
    getMember: async (side) => ({ path: { member: await member(side) } }),
    exportMember: async (side) => ({ path: { member: await member(side) } }),
    listConsents: async (side) => ({ path: { member: await member(side) } }),
    sayConsents: async (side) => ({
      path: { member: await member(side) },
      body: { consents: [{ purpose: 'marketing_email', granted: false, textVersion: 'v1' }], source: 'letter' },
    }),
    // Of somebody new: whom the others ask for stays.
    eraseMember: async (side) => ({ path: { member: await somebody(side) }, body: {} }),
    listKeys: () => ({}),
    addKey: () => ({ body: { role: 'machine', name: name() } }),
    rotateKey: number(async (side) => (await key(side, 'machine')).number),
    revokeKey: number(async (side) => (await key(side, 'machine')).number),
    listActs: () => ({}),
    getTill: () => ({}),
    lookUpMember: async (side) => {
      await member(side)
      return { body: { card: 'C-1234' } }
    },
    confirmMember: async (side) => {
      await member(side)
      const { body } = await tills[side].post('/members/lookup', { phone: '+441632960011' })
      return { body: { candidate: (body as { candidate: string }).candidate, ending: '0011' } }
    },
    enrolMember: () => ({ body: { card: name(), consents: TERMS } }),
    previewBasket: () => ({ body: basket }),
    bookSale: () => ({ body: saleOf('3.00') }),
    bookReturn: async (side) => ({ body: { return: name(), order: await sold(side), amount: '1.00' } }),
    voidSale: async (side) => ({ body: { void: name(), order: await sold(side) } }),
    bookQueue: () => ({ body: { entries: [saleOf('2.00', { at: new Date().toISOString() })] } }),
    requestPayment: () => ({ body: { order: name(), value: '2.00' } }),
    getPayment: ofPayment(),
    followPayment: async (side) => {
      const id = await payment(side)
      await tills[side].post(`/payments/${id}/cancel`, {})
      return { path: { id } }
    },
    handOverCode: ofPayment({}),
    cancelPayment: ofPayment({}),
    acceptPayment: ofPayment({}),
  }

  return { idOf, alert, shop, till, target, key, name, scenes }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
