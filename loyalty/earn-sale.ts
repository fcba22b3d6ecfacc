import { pointsDown, type Rate, WHOLE_POINT } from './rate.ts'

/** A line of a sale; `net` after discounts and without tax, in 10^-6 of the currency. */
export type SoldLine = { lineId: string; net: bigint; giftCard: boolean; categories?: readonly string[] | undefined }

/** How a brand's sales earn. `capPerOrder` in 0.01 point. */
export type SaleRules = { rate: Rate; excludedCategories: readonly string[]; capPerOrder: bigint | undefined }

/** Why a line earned what it did. */
export type LineReason = 'giftCard' | 'excludedCategory' | 'capped' | 'paidWithPoints'

export type LinePoints = { lineId: string; net: bigint; points: bigint; reasons: LineReason[] }

export type SaleEarning = {
  /** Net of the lines that count. */
  eligible: bigint
  /** What earns: that, without the part paid with points. */
  basis: bigint
  /** Whole points, in 0.01 point. */
  earned: bigint
  lines: LinePoints[]
}

/**
 * What a sale earns, rounded down once for the whole order. The lines' shares are rounded so that they sum to it.
 * @param tender The part of the sale paid with points, in 10^-6 of the currency.
 */
export function earnSale(lines: readonly SoldLine[], tender: bigint, rules: SaleRules): SaleEarning {
  const excluded = lines.map((line) => exclusionOf(line, rules))
  const nets = lines.map((line, i) => (excluded[i] ? 0n : line.net))
  const eligible = nets.reduce((sum, net) => sum + net, 0n)
  const basis = eligible > tender ? eligible - tender : 0n
  const uncapped = pointsDown(basis, rules.rate)
  const cap = rules.capPerOrder === undefined ? undefined : rules.capPerOrder - (rules.capPerOrder % WHOLE_POINT)
  const capped = cap !== undefined && uncapped > cap
  const earned = capped ? cap : uncapped

  let before = 0n
  let shareBefore = 0n
  const shares = lines.map((line, i): LinePoints => {
    before += nets[i] ?? 0n
    const share = eligible === 0n ? 0n : (((earned / WHOLE_POINT) * before) / eligible) * WHOLE_POINT
    const points = share - shareBefore
    shareBefore = share
    const counted: LineReason[] = [
      ...(tender > 0n ? (['paidWithPoints'] as const) : []),
      ...(capped ? (['capped'] as const) : []),
    ]
    const reason = excluded[i]
    return { lineId: line.lineId, net: line.net, points, reasons: reason ? [reason] : counted }
  })
  return { eligible, basis, earned, lines: shares }
}

/** Why a line does not count; undefined where it does. */
export function exclusionOf(
  line: SoldLine,
  { excludedCategories }: Pick<SaleRules, 'excludedCategories'>,
): 'giftCard' | 'excludedCategory' | undefined {
  if (line.giftCard) return 'giftCard'
  return line.categories?.some((category) => excludedCategories.includes(category)) ? 'excludedCategory' : undefined
}
