import type { MemberExport } from './export-schema.ts'

/** The export as a letter to the person: plain sentences, dates without times, nothing in code. */
export function exportText(exported: MemberExport): string {
  const { brand, exportedAt } = exported
  const parts = [
    `What ${brand} keeps about you in its points programme`,
    `As of ${day(exportedAt)}. This is a copy of what we find about you. A scrambled form of internet addresses is kept for a short time against misuse (see the end); by it we cannot find you, so it is not here.`,
    section('Who you are to us', about(exported)),
    section('What you agreed to', consentsOf(exported)),
    section('Your points', pointsOf(exported)),
    section('Your purchases', exported.orders.flatMap(orderOf)),
    section('Why each point was given or taken', exported.ledger.map(entryOf)),
    section('What you paid with points', exported.payments.map(paymentOf)),
    section('What shops sent about you and is not booked yet', exported.deliveries.map(deliveryOf)),
    section('Proofs of your purchases', exported.receipts.map(receiptOf)),
    section('What you asked us before', exported.requests.map(requestOf)),
    section('What is kept, why, and how long', exported.kept.map(keptOf)),
    'You may have wrong data corrected, take back what you agreed to, and ask us to erase all of this.',
  ]
  return `${parts.join('\n\n')}\n`
}

const day = (time: string): string => time.slice(0, 10)

function section(title: string, lines: readonly string[]): string {
  const body = lines.length === 0 ? ['  Nothing.'] : lines.map((line) => `  ${line}`)
  return [title, '-'.repeat(title.length), ...body].join('\n')
}

function about({ member, contact, identifiers, account }: MemberExport): string[] {
  const values = Object.entries({
    Name: contact.name,
    'E-mail': contact.email,
    Phone: contact.phone,
    Card: contact.card,
    'Account on the chain': account.address,
    'Address where unclaimed points wait': account.claimAddress,
  })
  const known = values.flatMap(([label, value]) => (value === null ? [] : [`${label}: ${value}`]))
  const kinds = identifiers.map(({ kind }) => KINDS[kind])
  return [
    member.number === null ? 'You are enrolled and have not bought anything yet.' : `Member number ${member.number}.`,
    `Our books call you ${member.names.join(' and ')}: a name made at random, or the number you have with the shop.`,
    ...member.enrolled.map(({ at, location }) => `Enrolled on ${day(at)} at the till of ${location}.`),
    ...known,
    ...(kinds.length === 0 ? [] : [`We know you again by a scrambled form of: ${[...new Set(kinds)].join(', ')}.`]),
  ]
}

const KINDS: Record<MemberExport['identifiers'][number]['kind'], string> = {
  id: 'your customer number at a shop',
  email: 'your e-mail address',
  phone: 'your phone number',
  card: 'your card number',
  account: 'your account',
}

const PURPOSES: Record<MemberExport['consents']['now'][number]['purpose'], string> = {
  terms: 'the terms of the programme',
  marketing_email: 'news by e-mail',
  marketing_sms: 'news by text message',
  marketing_push: 'news on your phone',
  personalisation: 'offers chosen by what you buy',
  cross_brand: 'use of your data across brands',
}

function consentsOf({ consents: { now, history } }: MemberExport): string[] {
  const says = (granted: boolean): string => (granted ? 'yes' : 'no')
  return [
    ...now.map(({ purpose, granted }) => `Now: ${says(granted)} to ${PURPOSES[purpose]}.`),
    ...history.map(({ purpose, granted, textVersion, source, at }) => {
      return `${day(at)}: you said ${says(granted)} to ${PURPOSES[purpose]} (text of version ${textVersion}, by way of: ${source}).`
    }),
  ]
}

function pointsOf({ points }: MemberExport): string[] {
  return [
    `Earned in all: ${points.earned}`,
    `Given to you on the chain: ${points.minted}`,
    `Taken back after returns: ${points.takenBack}`,
    `Not yours yet, because a return is still possible: ${points.pending}`,
    `Owed to us after returns: ${points.owed}`,
  ]
}

function orderOf(order: MemberExport['orders'][number]): string[] {
  const total = order.total === null ? '' : `, ${order.total} ${order.currency ?? ''}`.trimEnd()
  const place = order.location === null ? order.shop : `${order.shop}, ${order.location}`
  return [
    `${day(order.date)}: order ${order.order} at ${place}${total}, ${order.earned} points${order.cancelled ? ', cancelled' : ''}`,
    ...order.lines.map(({ item, quantity, amount }) => `  ${quantity} × ${item}: ${amount}`),
    ...order.returns.map(
      ({ at, amount, undone }) => `  ${day(at)}: returned for ${amount}${undone ? ', undone later' : ''}`,
    ),
  ]
}

const ENTRIES: Record<string, string> = {
  earn: 'earned',
  adjust: 'corrected',
  return: 'taken for a return',
  undo: 'given back, the return did not happen',
  mint: 'paid out on the chain',
  repay: 'set off against what you owed',
  reverse: 'taken back on the chain',
  owe: 'owed, since they were spent already',
  short: 'could not be taken back',
}

const entryOf = ({ at, kind, points, order }: MemberExport['ledger'][number]): string =>
  `${day(at)}: ${points} points ${ENTRIES[kind] ?? kind}${order === null ? '' : `, order ${order}`}`

const paymentOf = ({ at, value, order, state }: MemberExport['payments'][number]): string =>
  `${day(at)}: ${value} USD for order ${order} (${state})`

const deliveryOf = ({ provider, shop, receivedAt, content }: MemberExport['deliveries'][number]): string =>
  `${day(receivedAt)}: ${provider}, ${shop}: ${content}`

const receiptOf = ({ order, batch, points, reference, salt }: MemberExport['receipts'][number]): string =>
  `Order ${order}, ${points} points in batch ${batch}: reference ${reference}, secret ${salt}`

const requestOf = ({ kind, receivedAt, status }: MemberExport['requests'][number]): string =>
  `${day(receivedAt)}: ${kind === 'data' ? 'a copy of your data' : 'erasing your data'} (${status})`

const keptOf = ({ what, why, days, until }: MemberExport['kept'][number]): string =>
  `${what}. Why: ${why}. How long: ${days === null ? `until ${until}` : days === 0 ? `until ${until}` : `${days} days ${until}`}.`
