import type { TokenArgs } from '../contracts.ts'
import { describeTerms, readTerms, settleTerms } from '../ledger.ts'
import type { Brand, Terms } from '../ledger.ts'
import { disagree, expectRole, expectSame, RATE_SETTER } from './scene.ts'
import type { Scene } from './scene.ts'
import { expectPromise } from './value.ts'

const LARGEST_RATE = (1n << 36n) - 1n
const LARGEST_SPREAD = 1_023n

/** Bounds of terms, at creation and at every announcement. */
export function expectBounds(scene: Scene, brand: Brand, terms: Terms): void {
  const { rate, spreadBps, promisePercent, life } = terms
  const fits = rate >= 1n && rate <= LARGEST_RATE && spreadBps <= LARGEST_SPREAD
  const promises = promisePercent >= 5n && promisePercent <= 100n && promisePercent % 5n === 0n
  const lives = life >= (brand.neverExpires ? 5 : 1) && life <= 5
  if (fits && promises && lives) return
  disagree(scene, {
    invariant: 7,
    what: 'terms out of bounds',
    subject: { brand },
    expected: 'terms within bounds',
    found: describeTerms(terms),
  })
}

/** What a wind-down leaves of an announcement: it goes on, for the same time, without what it cuts. */
function expectedAfterWindDown(brand: Brand, { terms, effectiveAt }: { terms: Terms; effectiveAt: number }) {
  const higher = (a: bigint, b: bigint) => (a > b ? a : b)
  const rate = higher(brand.terms.rate, terms.rate)
  const promisePercent = higher(brand.terms.promisePercent, terms.promisePercent)
  return { terms: { ...terms, rate, promisePercent }, effectiveAt }
}

function applyRemainder(scene: Scene, brand: Brand, args: TokenArgs<'TermsAnnounced'>): void {
  const next = readTerms(args.announced)
  const cut = brand.cutByWindDown
  const left = cut && expectedAfterWindDown(brand, cut)
  const expected = left ? `${describeTerms(left.terms)} at ${left.effectiveAt}` : 'none'
  const found = `${describeTerms(next)} at ${args.effectiveAt}`
  expectSame(scene, { invariant: 7, what: 'announcement while winding down', subject: { brand }, expected, found })
  brand.announced = next
  brand.effectiveAt = Number(args.effectiveAt)
  brand.cutByWindDown = undefined
  const entry = { terms: next, announcedAt: scene.time, effectiveAt: brand.effectiveAt, cancelledAt: undefined }
  brand.history.push(entry)
}

/** Rule 1: one announcement at a time, a quarter at most, no shorter life, in effect after exactly the notice. */
export function applyAnnouncement(scene: Scene, brand: Brand, args: TokenArgs<'TermsAnnounced'>): void {
  settleTerms(brand, scene.time)
  if (brand.windingDown) return applyRemainder(scene, brand, args)
  const subject = { brand }
  const current = readTerms(args.current)
  const next = readTerms(args.announced)
  const same = (what: string, expected: unknown, found: unknown) => {
    expectSame(scene, { invariant: 7, what, subject, expected, found })
  }
  same('terms before an announcement', describeTerms(brand.terms), describeTerms(current))
  same('announcements under way', 0, brand.announced ? 1 : 0)
  same('time announced terms take effect', BigInt(scene.time + scene.network.rules.notice), args.effectiveAt)
  const near = next.rate * 4n >= brand.terms.rate * 3n && next.rate * 4n <= brand.terms.rate * 5n
  if (!near) same('step of a rate', `within a quarter of ${brand.terms.rate}`, next.rate)
  if (next.life < brand.terms.life) same('announced life', `at least ${brand.terms.life}`, next.life)
  if (describeTerms(next) === describeTerms(brand.terms)) same('announcement', 'other terms', describeTerms(next))
  expectBounds(scene, brand, next)
  expectRole(scene, brand, args.by, RATE_SETTER)

  brand.announced = next
  brand.effectiveAt = Number(args.effectiveAt)
  const entry = { terms: next, announcedAt: scene.time, effectiveAt: brand.effectiveAt, cancelledAt: undefined }
  brand.history.push(entry)
  expectPromise(scene, brand, 'an announcement')
}

function raises(from: Terms, to: Terms): boolean {
  return to.rate > from.rate || to.promisePercent > from.promisePercent || to.life > from.life
}

/** What rises has to be announced again before the history ends. */
function expectRest(scene: Scene, brand: Brand, cut: { terms: Terms; effectiveAt: number }): void {
  brand.cutByWindDown = cut
  scene.atEnd.push(() => {
    if (!brand.cutByWindDown) return
    const found = describeTerms(cut.terms)
    disagree(scene, {
      invariant: 7,
      what: 'a rise was cancelled',
      subject: { brand },
      expected: 'a rise stands',
      found,
    })
  })
}

/** Only an announcement that raises nothing is dropped; a wind-down drops what an announcement cuts. */
export function applyCancellation(scene: Scene, brand: Brand, args: TokenArgs<'TermsCancelled'>): void {
  settleTerms(brand, scene.time)
  const subject = { brand }
  const announced = brand.announced
  const dropped = readTerms(args.dropped)
  const same = (what: string, expected: unknown, found: unknown) => {
    expectSame(scene, { invariant: 7, what, subject, expected, found })
  }
  same('terms kept', describeTerms(brand.terms), describeTerms(readTerms(args.kept)))
  same('announcement dropped', announced ? describeTerms(announced) : 'none', describeTerms(dropped))
  const rises = raises(brand.terms, dropped)
  if (rises && !brand.windingDown) same('a rise was cancelled', 'a rise stands', describeTerms(dropped))
  if (rises && brand.windingDown) expectRest(scene, brand, { terms: dropped, effectiveAt: brand.effectiveAt })
  const last = brand.history.at(-1)
  if (announced && last) last.cancelledAt = scene.time
  brand.announced = undefined
  brand.effectiveAt = 0
}
