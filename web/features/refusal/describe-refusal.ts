import type { Formatter } from '../../i18n/formatter.ts'
import type { refusals } from '../../messages/refusals.ts'

type Words = (typeof refusals)['en']

interface Known {
  text: Words
  format: Formatter
  brandName: (id: number) => string
}

/** What happened and what to do about it, in the visitor's language. */
export interface Described {
  what: string
  todo?: string
}

const NEEDS_ARGUMENTS = new Set(['EntranceClosed', 'BrandWindingDown', 'ERC20InsufficientBalance'])

/** A refusal of the chain or the relay by its code; one nobody foresaw keeps the sentence it came with. */
export function describeRefusal(
  { code, args = {}, sentence }: { code: string; args?: Record<string, string>; sentence?: string },
  { text, format, brandName }: Known,
): Described {
  const brand = brandName(Number(args.brandId ?? 0))
  // Without its particulars the sentence it came with says more than ours.
  if (NEEDS_ARGUMENTS.has(code) && Object.keys(args).length === 0)
    return { what: sentence ?? text.other, todo: text.closedDo }
  switch (code) {
    case 'SpendLocked':
      return { what: text.locked, todo: text.lockedDo }
    case 'NetworkPaused':
      return {
        what: args.until === undefined ? text.other : text.paused(format.dateTime(BigInt(args.until))),
        todo: text.pausedDo,
      }
    case 'EntranceClosed':
      return { what: closed(args, text, brandName), todo: text.closedDo }
    case 'BrandWindingDown':
      return { what: text.winding(brand), todo: text.closedDo }
    case 'ZeroValue':
    case 'ZeroPoints':
      return { what: text.tooFew, todo: text.tooFewDo }
    case 'ERC20InsufficientBalance':
      return { what: text.notEnough(format.points(BigInt(args.balance ?? 0))), todo: text.notEnoughDo }
    case 'SameBrand':
      return { what: text.sameBrand, todo: text.closedDo }
    case 'CauseNotActive':
      return { what: text.cause, todo: text.causeDo }
    case 'PointsBelowMinimum':
    case 'ValueBelowMinimum':
      return { what: text.changed, todo: text.changedDo }
    case 'DeadlineOver':
      return { what: text.late, todo: text.lateDo }
    default:
      return { what: sentence ?? text.other }
  }
}

function closed(args: Record<string, string>, text: Words, brandName: (id: number) => string): string {
  const brand = brandName(Number(args.brandId ?? args.toBrandId ?? 0))
  const from = Number(args.fromBrandId ?? 0)
  return from === 0 ? text.closed(brand) : text.closedPair(brand, brandName(from))
}
