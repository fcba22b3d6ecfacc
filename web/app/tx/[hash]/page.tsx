import { SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import type { Hex } from 'viem'
import { AddressText } from '../../../components/address-text.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { PageHeader } from '../../../components/page-header.tsx'
import { Badge } from '../../../components/ui/badge.tsx'
import { Card, CardTitle } from '../../../components/ui/card.tsx'
import { Fact, Facts } from '../../../components/ui/facts.tsx'
import { EventCard } from '../../../features/transaction/event-card.tsx'
import { formatter } from '../../../i18n/formatter.ts'
import { transactionText } from '../../../messages/transaction.ts'
import { explorerLink } from '../../../server/explorer-link.ts'
import { namesOfNetwork } from '../../../server/names-of-network.ts'
import { readPreferences } from '../../../server/preferences.ts'
import { currentMember } from '../../../server/session.ts'
import { type ChainTransaction, readTransaction } from '../../../server/transaction.ts'

export const metadata: Metadata = { title: 'Transaction' }

/** Entries shown of a transaction: a batch of purchases can have hundreds. */
const MOST_EVENTS = 40

/** A transaction with everything it wrote down; open to whoever has its link, as the chain is. */
export default async function TransactionPage({ params }: { params: Promise<{ hash: string }> }): Promise<ReactNode> {
  const { hash } = await params
  if (!/^0x[0-9a-f]{64}$/i.test(hash)) notFound()
  const preferences = await readPreferences()
  const text = transactionText[preferences.locale]
  const [transaction, names, member] = await Promise.all([
    readTransaction(hash.toLowerCase() as Hex),
    namesOfNetwork(),
    currentMember(),
  ])
  if (!transaction) {
    return (
      <>
        <PageHeader title={text.title} />
        <EmptyState Icon={SearchX} title={text.missingTitle}>
          <p>{text.missingText}</p>
        </EmptyState>
      </>
    )
  }
  const format = formatter(preferences)
  const own = member?.account.toLowerCase()
  const isOwn = (addresses: readonly string[]): boolean => own !== undefined && addresses.includes(own)
  const ordered = transaction.events.toSorted((a, b) => Number(isOwn(b.addresses)) - Number(isOwn(a.addresses)))
  const shown = ordered.slice(0, MOST_EVENTS)
  const words = { format, brand: (id: number) => names.brandNames.get(id), cause: (id: number) => names.causes.get(id) }
  return (
    <>
      <PageHeader title={text.title}>{text.lead}</PageHeader>
      <div className="grid gap-6">
        <Card>
          <TransactionFacts transaction={transaction} text={text} format={format} explorer={explorerLink(hash)} />
        </Card>
        <Card aria-labelledby="events">
          <CardTitle id="events" className="mb-4">
            {text.events}
          </CardTitle>
          {shown.length === 0 && <p className="text-soft">{text.none}</p>}
          <ol className="grid gap-3">
            {shown.map((event) => (
              <EventCard
                key={event.logIndex}
                event={event}
                own={isOwn(event.addresses)}
                text={text}
                words={words}
                brandName={names.tokens.get(event.contract.toLowerCase())}
              />
            ))}
          </ol>
          {ordered.length > shown.length && (
            <p className="mt-4 text-sm text-soft">{text.others(format.count(ordered.length - shown.length))}</p>
          )}
        </Card>
      </div>
    </>
  )
}

interface TransactionFactsProps {
  transaction: ChainTransaction
  text: (typeof transactionText)['en']
  format: ReturnType<typeof formatter>
  explorer: string | undefined
}

function TransactionFacts({ transaction, text, format, explorer }: TransactionFactsProps): ReactNode {
  const { hash, done, block, depth, time, from } = transaction
  return (
    <Facts>
      <Fact name={text.state}>
        <Badge tone={done ? 'good' : 'bad'}>{done ? text.done : text.reverted}</Badge>
      </Fact>
      <Fact name={text.hash}>
        <AddressText value={hash} />
      </Fact>
      <Fact name={text.block}>
        {block.toString()}
        <span className="block text-sm font-normal text-soft">{text.confirmations(format.count(Number(depth)))}</span>
      </Fact>
      <Fact name={text.time}>{format.dateTime(time)}</Fact>
      <Fact name={text.fee}>
        <AddressText value={from} />
      </Fact>
      {explorer !== undefined && (
        <Fact name="">
          <a href={explorer} target="_blank" rel="noopener noreferrer" className="underline underline-offset-4">
            {text.explorer}
          </a>
        </Fact>
      )}
    </Facts>
  )
}
