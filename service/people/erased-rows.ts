import { erasedSource } from './erased-source.ts'
import { changeRows, parseExact, type Row, textOf } from './journal-line.ts'
import { concerns } from './rewrite-archive.ts'
import type { JournalErasure, JournalErasures } from './rewrite-journals.ts'

/** Rows as the journals of runs hold them, without the people who are erased. */
export class ErasedRows {
  readonly #erasures: JournalErasures
  readonly #members = new Map<string, readonly JournalErasure[]>()
  /** Orders that are theirs, with the shop they belong to. */
  readonly #orders = new Map<string, [provider: string, shop: string]>()
  /** Refunds and payments that are theirs, under the names they get; and those whose order nobody knew yet. */
  readonly #facts: Set<string>
  readonly #alone = new Set<string>()

  constructor(erasures: JournalErasures) {
    this.#erasures = erasures
    this.#facts = new Set(erasures.facts)
    for (const each of erasures.all) if (each.member !== null) this.#knowMember(String(each.member), [each])
    for (const { number, provider, shop } of erasures.orders) this.#knowOrder(String(number), provider, shop)
  }

  /** Whether something was passed over that turned out to be theirs later: a refund that came before its order. */
  get hasMissed(): boolean {
    return [...this.#alone].some((fact) => this.#facts.has(fact))
  }

  /** The very same line where nothing of theirs is in it. */
  lineWithout(line: string): string {
    const entry = parseExact(line) as { kind: string; rows: unknown }
    if (entry.kind === 'lines') return this.#lines(line, entry.rows as string)
    const change = this.#changeOf(entry.kind)
    return change ? changeRows(line, change) : line
  }

  #changeOf(kind: string): ((row: Row) => Row | undefined) | undefined {
    switch (kind) {
      case 'members':
      case 'shopMembers':
        return (row) => this.#member(row)
      case 'orders':
      case 'shopOrders':
        return (row) => this.#order(row)
      case 'sales':
        return (row) => this.#sale(row)
      case 'returns':
        return (row) => this.#return(row)
      case 'salePayments':
        return (row) => this.#payment(row)
      case 'identifiers':
        return (row) => (this.#forgets(row) ? undefined : row)
      case 'ledger':
        return (row) => this.#entry(row)
      default:
        return undefined
    }
  }

  #knowOrder(number: string, provider: string, shop: string): void {
    this.#orders.set(number, [provider, shop])
  }

  #knowMember(number: string, theirs: readonly JournalErasure[]): void {
    this.#members.set(number, [...new Set([...(this.#members.get(number) ?? []), ...theirs])])
  }

  #forgets(identifier: Row): boolean {
    const { member, kind, hash } = identifier
    const theirs = this.#members.get(textOf(member)) ?? []
    return theirs.some(({ provider, hashes }) => provider === null || (kind === 'id' && hashes.includes(textOf(hash))))
  }

  /** Undefined where only what came from a shop is erased. */
  #wholeOf(number: unknown): JournalErasure | undefined {
    return this.#members.get(textOf(number))?.find(({ provider }) => provider === null)
  }

  #isTheirOrder(number: unknown): boolean {
    return this.#orders.has(textOf(number))
  }

  #member(row: Row): Row {
    const theirs = this.#erasures.whose(textOf(row['external_id']))
    if (theirs.length > 0) this.#knowMember(textOf(row['number']), theirs)
    const whole = this.#wholeOf(row['number'])
    if (!whole) return row
    const { pseudonym: external_id, account } = whole
    const isKept = account === undefined || row['account'] === null || row['account'] === undefined
    return isKept ? { ...row, external_id } : { ...row, external_id, account }
  }

  #order(row: Row): Row {
    const [provider, shop] = [textOf(row['provider']), textOf(row['shop'])]
    const theirs = this.#members.get(textOf(row['member'])) ?? []
    if (theirs.some((each) => concerns(each, { provider, shop })))
      this.#knowOrder(textOf(row['number']), provider, shop)
    if (!this.#isTheirOrder(row['number'])) return row
    const { names } = this.#erasures
    const order_id = names.order(provider, shop, textOf(row['order_id']))
    return { ...row, order_id, salt: names.salt(textOf(row['reference'])) }
  }

  #sale(row: Row): Row {
    if (!this.#isTheirOrder(row['order_number'])) return row
    return { ...row, digest: row['digest'] === null ? null : '', staff: null, ...this.#refundList(row) }
  }

  #refundList(row: Row): Row {
    const list = row['refund_list'] as unknown[] | null
    const shop = this.#orders.get(textOf(row['order_number']))
    if (!list || !shop) return {}
    return { refund_list: list.map((id) => this.#erasures.names.refund(shop[0], shop[1], textOf(id))) }
  }

  #return(row: Row): Row {
    const { names } = this.#erasures
    const [provider, shop] = [textOf(row['provider']), textOf(row['shop'])]
    const payment = row['payment_id']
    const refund_id = names.refund(provider, shop, textOf(row['refund_id']))
    const payment_id = payment === null ? null : names.payment(provider, shop, textOf(payment))
    const facts = payment_id === null ? [refund_id] : [refund_id, payment_id]
    if (row['order_number'] === null) {
      if (!facts.some((fact) => this.#facts.has(fact))) {
        for (const fact of facts) this.#alone.add(fact)
        return row
      }
    } else if (!this.#isTheirOrder(row['order_number'])) return row
    for (const fact of facts) this.#facts.add(fact)
    return { ...row, ...('staff' in row ? { staff: null } : {}), refund_id, payment_id }
  }

  #payment(row: Row): Row {
    if (!this.#isTheirOrder(row['order_number'])) return row
    const [provider, shop] = [textOf(row['provider']), textOf(row['shop'])]
    const payment_id = this.#erasures.names.payment(provider, shop, textOf(row['payment_id']))
    this.#facts.add(payment_id)
    return { ...row, payment_id }
  }

  #entry(row: Row): Row {
    const order = row['order_number']
    const shop = this.#orders.get(textOf(order))
    if (!shop) return row
    const source = erasedSource(this.#erasures.names, shop, textOf(row['source']))
    return source === row['source'] ? row : { ...row, source }
  }

  /** Lines are the text of a COPY: brand, order, position, item, quantity, remaining, price, digest, … */
  #lines(line: string, text: string): string {
    const lines = text.split('\n').map((each) => {
      const columns = each.split('\t')
      if (!this.#orders.has(columns[1] ?? '') || columns[7] === '0') return each
      return [...columns.slice(0, 7), '0', ...columns.slice(8)].join('\t')
    })
    const without = lines.join('\n')
    return without === text ? line : `{"kind":"lines","rows":${JSON.stringify(without)}}`
  }
}
