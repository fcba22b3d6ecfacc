import { ArrowLeftRight, Gift, QrCode, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { BrandMark } from '../../components/brand-mark.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import type { BrandRow, Items, MetaRow } from '../../graphql/rows.ts'
import { formatter } from '../../i18n/formatter.ts'
import { welcomeText } from '../../messages/welcome.ts'
import { askIndexer } from '../../server/indexer.ts'
import { readPreferences } from '../../server/preferences.ts'
import { chainNow } from '../holdings/chain-now.ts'
import { type Brand, toBrand } from '../holdings/brand.ts'

/** What somebody sees who was never here. */
export async function Welcome(): Promise<ReactNode> {
  const preferences = await readPreferences()
  const text = welcomeText[preferences.locale]
  const brands = await knownBrands()
  const steps = [
    { Icon: Gift, title: text.step1, text: text.step1Text },
    { Icon: ArrowLeftRight, title: text.step2, text: text.step2Text },
    { Icon: QrCode, title: text.step3, text: text.step3Text },
  ]
  return (
    <div className="grid gap-12">
      <section className="grid justify-items-start gap-5 pt-6 sm:pt-12">
        <h1 className="max-w-xl text-4xl leading-tight font-bold tracking-tight sm:text-6xl">{text.title}</h1>
        <p className="max-w-xl text-lg text-soft">{text.lead}</p>
        <div className="flex w-full flex-wrap gap-3">
          <Button asChild size="large" className="max-sm:w-full">
            <Link href="/sign-in">{text.start}</Link>
          </Button>
          <Button asChild size="large" variant="secondary" className="max-sm:w-full">
            <Link href="/sign-in">{text.enter}</Link>
          </Button>
        </div>
        <p className="text-sm text-soft">{text.takes}</p>
      </section>
      <section aria-labelledby="steps" className="grid gap-4">
        <h2 id="steps" className="text-xl font-semibold tracking-tight">
          {text.steps}
        </h2>
        <ol className="grid gap-4 sm:grid-cols-3">
          {steps.map(({ Icon, title, text: words }) => (
            <li
              key={title}
              className="grid content-start gap-2 rounded-card border border-line bg-card p-5 shadow-card"
            >
              <span className="grid size-11 place-items-center rounded-full bg-leaf-tint text-leaf-strong">
                <Icon aria-hidden className="size-5" />
              </span>
              <h3 className="font-semibold">{title}</h3>
              <p className="text-sm text-soft">{words}</p>
            </li>
          ))}
        </ol>
      </section>
      {brands.length > 0 && (
        <section aria-labelledby="brands" className="grid gap-4">
          <h2 id="brands" className="text-xl font-semibold tracking-tight">
            {text.brands}
          </h2>
          <ul className="grid gap-2 sm:grid-cols-2">
            {brands.map(({ id, code, name, terms }) => (
              <li key={id} className="flex items-center gap-3 rounded-2xl border border-line bg-card px-4 py-3">
                <BrandMark code={code} name={name} />
                <span className="min-w-0 flex-1 font-medium break-words">{name}</span>
                <span className="tabular text-sm text-soft">{text.worth(formatter(preferences).rate(terms.rate))}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Card className="flex gap-4">
        <ShieldCheck aria-hidden className="mt-1 size-6 shrink-0 text-leaf-strong" />
        <div className="grid gap-1">
          <h2 className="font-semibold">{text.safe}</h2>
          <p className="text-soft">{text.safeText}</p>
        </div>
      </Card>
    </div>
  )
}

async function knownBrands(): Promise<Brand[]> {
  try {
    const answer = (await askIndexer('Brands', {})) as { brands: Items<BrandRow>; _meta: MetaRow }
    const now = chainNow(answer._meta)
    return answer.brands.items.map((row) => toBrand(row, now)).filter((brand) => !brand.windingDown)
  } catch (error) {
    console.warn('The welcome page goes without brands:', error instanceof Error ? error.message : 'unknown')
    return []
  }
}
