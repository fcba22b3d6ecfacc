import { parseMoney } from '../../chain/codec/money.ts'
import { parseRate } from '../../chain/codec/rate.ts'
import type { BrandActs } from './brand-acts.ts'
import { accountHolders } from './members.ts'
import type { MemberActs } from './member-acts.ts'

/** Something that happens on a day, counted from the beginning. */
export interface Scene {
  day: number
  play: () => Promise<void>
}

const DAY = 86_400

/** The brand whose cut is announced at the end, and is still to come. */
export const CUTTING_BRAND = 'lumen-rail'
export const CUT_RATE = parseRate('0.08')

/** Everything but orders, and but what hangs on epochs. Days are such that whoever spends has earned shortly before. */
export function plot(members: MemberActs, brands: BrandActs): Scene[] {
  return [...firstHalf(members, brands), ...secondHalf(members, brands)]
}

function firstHalf(members: MemberActs, brands: BrandActs): Scene[] {
  const harbourOrder = { till: 'harbour-books', member: 'farid', order: 'HARB-T-1001' } as const
  return [
    { day: 12, play: () => claimEverything(members) },
    { day: 20, play: () => members.swap('ada', 'moor-coffee', 'harbour-books', 40n) },
    { day: 21, play: () => members.swap('ada', 'harbour-books', 'moor-coffee', 25n) },
    { day: 35, play: () => members.donate('cleo', 'fernway', 1, 50n) },
    { day: 49, play: () => members.pay('farid', 'harbour-books', 'HARB-T-1001', { 'moor-coffee': 60n, fernway: 50n }) },
    { day: 58, play: () => brands.refund({ ...harbourOrder, percent: '50' }) },
    { day: 60, play: () => brands.announce('harbour-books', { spreadBps: 50 }) },
    { day: 66, play: () => members.swap('dario', 'lumen-rail', 'saffron-house', 50n) },
    { day: 75, play: () => members.give('elif', 'greta', 'harbour-books', 30n) },
    { day: 80, play: () => members.lock('hugo', 3 * DAY) },
    { day: 90, play: () => brands.announce('moor-coffee', { rate: parseRate('0.022') }) },
    { day: 95, play: () => members.unlock('hugo') },
    { day: 105, play: () => members.redeem('ines', 'moor-coffee', 'MOOR-T-0077', 50n) },
    {
      day: 110,
      play: () =>
        members.pay('jonas', 'saffron-house', 'SAFF-T-2040', {
          'moor-coffee': 50n,
          'harbour-books': 40n,
          'saffron-house': 30n,
        }),
    },
    { day: 120, play: () => members.swap('hugo', 'saffron-house', 'lumen-rail', 60n) },
    { day: 125, play: () => members.donate('ben', 'lumen-rail', 2, 40n) },
    { day: 130, play: () => brands.announce('harbour-books', { rate: parseRate('0.045') }) },
    { day: 133, play: () => brands.cancel('harbour-books') },
    { day: 150, play: () => brands.announce('fernway', { rate: parseRate('0.009') }) },
    { day: 152, play: () => members.swap('kofi', 'fernway', 'harbour-books', 100n) },
    { day: 171, play: () => brands.pause(3_600n) },
    { day: 184, play: () => members.swap('lena', 'lumen-rail', 'fernway', 50n) },
  ]
}

function secondHalf(members: MemberActs, brands: BrandActs): Scene[] {
  const fernwayOrder = { till: 'fernway', member: 'ben', order: 'FERN-T-0310' } as const
  return [
    { day: 200, play: () => brands.announce('saffron-house', { life: 3 }) },
    { day: 205, play: () => brands.requestWithdrawal('fernway', parseMoney('1500')) },
    { day: 217, play: () => brands.withdraw('fernway') },
    { day: 219, play: () => brands.payOutCause(1) },
    { day: 230, play: () => members.donate('ada', 'moor-coffee', 1, 50n) },
    { day: 240, play: () => brands.refuse('lumen-rail', 'saffron-house') },
    { day: 255, play: () => members.pay('ben', 'fernway', 'FERN-T-0310', { 'harbour-books': 30n, 'lumen-rail': 30n }) },
    { day: 260, play: () => brands.refund({ ...fernwayOrder, percent: '100' }) },
    { day: 281, play: () => members.lock('greta', 7 * DAY) },
    { day: 300, play: () => members.swap('farid', 'fernway', 'moor-coffee', 40n) },
    { day: 312, play: () => members.redeem('elif', 'saffron-house', 'SAFF-T-2288', 35n) },
    { day: 331, play: () => members.donate('ines', 'saffron-house', 3, 40n) },
    { day: 347, play: () => members.swap('dario', 'moor-coffee', 'lumen-rail', 60n) },
    { day: 366, play: () => members.pay('ada', 'lumen-rail', 'LUMN-T-0909', { 'harbour-books': 40n, fernway: 40n }) },
    { day: 386, play: () => members.donate('cleo', 'lumen-rail', 1, 30n) },
    { day: 391, play: () => members.swap('kofi', 'harbour-books', 'fernway', 40n) },
  ]
}

async function claimEverything(members: MemberActs): Promise<void> {
  for (const member of accountHolders) await members.claimAll(member)
}
