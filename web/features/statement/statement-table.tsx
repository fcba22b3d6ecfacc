import type { ReactNode } from 'react'
import type { Formatter } from '../../i18n/formatter.ts'
import type { statementText } from '../../messages/statement.ts'
import type { BrandYear } from './year-statement.ts'

const lines = [
  'earned',
  'received',
  'swapped',
  'refunded',
  'spent',
  'donated',
  'sent',
  'reversed',
  'expired',
] as const satisfies readonly (keyof BrandYear)[]

/** These stand in every statement; the others where there was something. */
const always: readonly (keyof BrandYear)[] = ['earned', 'swapped', 'spent', 'donated', 'expired']

interface StatementTableProps {
  brand: BrandYear
  name: string
  text: (typeof statementText)['en']
  format: Formatter
}

/** A brand's year: what was there, what came and went, what is left. */
export function StatementTable({ brand, name, text, format }: StatementTableProps): ReactNode {
  const signed = (points: bigint): string => (points > 0n ? `+${format.points(points)}` : format.points(points))
  return (
    <table className="w-full break-inside-avoid border-collapse text-sm">
      <caption className="pb-2 text-start text-base font-semibold">{name}</caption>
      <tbody className="tabular">
        <tr className="border-t border-line">
          <th scope="row" className="py-2 pe-4 text-start font-medium">
            {text.opening}
          </th>
          <td className="py-2 text-end font-medium">{format.points(brand.opening)}</td>
        </tr>
        {lines
          .filter((line) => brand[line] !== 0n || always.includes(line))
          .map((line) => (
            <tr key={line} className={brand[line] === 0n ? 'text-soft' : undefined}>
              <th scope="row" className="py-1 pe-4 text-start font-normal">
                {text[line]}
              </th>
              <td className="py-1 text-end">
                <bdi>{signed(brand[line])}</bdi>
              </td>
            </tr>
          ))}
        <tr className="border-t border-line">
          <th scope="row" className="py-2 pe-4 text-start font-semibold">
            {text.closing}
          </th>
          <td className="py-2 text-end font-semibold">{format.points(brand.closing)}</td>
        </tr>
      </tbody>
    </table>
  )
}
