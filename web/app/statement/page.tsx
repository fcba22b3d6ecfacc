import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { AddressText } from '../../components/address-text.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import { Select } from '../../components/ui/field.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { PrintButton } from '../../features/statement/print-button.tsx'
import { StatementTable } from '../../features/statement/statement-table.tsx'
import { formatter } from '../../i18n/formatter.ts'
import { statementText } from '../../messages/statement.ts'
import { namesOfNetwork } from '../../server/names-of-network.ts'
import { readPreferences } from '../../server/preferences.ts'
import { requireMember } from '../../server/require-member.ts'
import { readStatement } from '../../server/statement.ts'

export const metadata: Metadata = { title: 'Statement' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** A year on one printable page. */
export default async function StatementPage({ searchParams }: Search): Promise<ReactNode> {
  const member = await requireMember('/statement')
  const { year: asked } = await searchParams
  const preferences = await readPreferences()
  const text = statementText[preferences.locale]
  // A year's days are those of UTC, wherever it is read.
  const format = formatter({ ...preferences, timeZone: 'UTC' })
  const [statement, names] = await Promise.all([readStatement(member, Number(asked) || undefined), namesOfNetwork()])
  const { year, years, from, to, open, brands, spentValue, donatedValue, swappedValue } = statement
  return (
    <>
      <PageHeader title={text.title(String(year))}>{text.lead}</PageHeader>
      <div className="grid gap-6">
        <form className="no-print flex flex-wrap items-end gap-3">
          <YearField years={years} year={year} label={text.year} />
          <Button type="submit" variant="secondary">
            {text.showYear}
          </Button>
          <PrintButton>{text.print}</PrintButton>
          <Button asChild variant="secondary">
            <a href={`/api/activity/csv?year=${year}`} download>
              <Download aria-hidden className="size-5" />
              {text.csv}
            </a>
          </Button>
        </form>
        {open && <Notice>{text.sofar}</Notice>}
        <Card className="grid gap-6 print:border-0 print:p-0 print:shadow-none">
          <Facts>
            <Fact name={text.account}>
              <AddressText value={member.account} />
            </Fact>
            <Fact name={text.period}>{text.until(format.date(from), format.date(to - 1n))}</Fact>
          </Facts>
          {brands.length === 0 && <p>{text.empty}</p>}
          {brands.map((brand) => (
            <StatementTable
              key={brand.brandId}
              brand={brand}
              name={names.brandNames.get(brand.brandId) ?? String(brand.brandId)}
              text={text}
              format={format}
            />
          ))}
          <section aria-labelledby="values" className="grid gap-3">
            <h2 id="values" className="font-semibold">
              {text.valueTitle}
            </h2>
            <Facts>
              <Fact name={text.spentValue}>{format.exactMoney(spentValue)}</Fact>
              <Fact name={text.donatedValue}>{format.exactMoney(donatedValue)}</Fact>
              <Fact name={text.swappedValue}>{format.exactMoney(swappedValue)}</Fact>
            </Facts>
          </section>
          <p className="text-sm text-soft">{text.note}</p>
        </Card>
      </div>
    </>
  )
}

function YearField({ years, year, label }: { years: readonly number[]; year: number; label: string }): ReactNode {
  return (
    <div className="min-w-32">
      <label htmlFor="year" className="mb-1.5 block text-sm font-medium text-soft">
        {label}
      </label>
      <Select id="year" name="year" defaultValue={year}>
        {years.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </Select>
    </div>
  )
}
