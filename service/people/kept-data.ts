/** One kind of data about people: why it is kept, and for how long after what. `days` null: as long as the reason lasts. */
export type KeptData = { what: string; where: string; why: string; days: number | null; until: string }

/**
 * Everything personal that the service keeps, and for how long unless a brand's own rules say otherwise (docs/privacy.md). The
 * days are what the retention job goes by.
 */
export const KEPT_DATA = {
  contact: {
    what: 'name, e-mail address, phone and card number given at a till',
    where: 'till_members, sealed with the member’s own key',
    why: 'to greet the member and to find them again',
    days: 1_095,
    until: 'after the member last did anything, or the member is erased',
  },
  identifiers: {
    what: 'keyed hashes of e-mail address, phone, card and customer numbers, account',
    where: 'identifiers, till_identifiers',
    why: 'to know the member again without keeping the value',
    days: null,
    until: 'the member is erased',
  },
  consents: {
    what: 'what the member agreed to and withdrew, with the version of the text',
    where: 'consents',
    why: 'to show that what was done was agreed to',
    days: null,
    until: 'the member is erased; then under a random name',
  },
  orders: {
    what: 'orders with their lines, returns and times',
    where: 'orders, order_lines, sales, returns',
    why: 'to give, explain and take back points',
    days: null,
    until: 'the member is erased; then under names nobody can guess',
  },
  staff: {
    what: 'who served, as the till or the shop calls them',
    where: 'sales, returns, till_entries; journals of runs',
    why: 'to answer questions about a sale',
    days: 400,
    until: 'after the sale; in a journal, after its run',
  },
  ledger: {
    what: 'why each point was given and taken',
    where: 'ledger',
    why: 'books that can be checked',
    days: null,
    until: 'the programme ends; it holds numbers alone',
  },
  receipts: {
    what: 'proofs of purchases with their salts',
    where: 'receipts on the disk, journals of runs',
    why: 'so that the member can prove a purchase against the chain',
    days: null,
    until: 'the member is erased; then the salt is gone',
  },
  deliveries: {
    what: 'what a shop sent, as it came',
    where: 'inbox, sealed',
    why: 'to book it',
    days: 0,
    until: 'it is booked',
  },
  parkedDeliveries: {
    what: 'what a shop sent and nobody could read, and what waits for its order',
    where: 'inbox, sealed',
    why: 'so that somebody can look at it and try it again',
    days: 60,
    until: 'after it came',
  },
  answers: {
    what: 'answers to tills and programs, by their Idempotency-Key',
    where: 'till_answers, sealed; an enrolment’s with the member’s own key',
    why: 'so that the same request gets the same answer',
    days: 35,
    until: 'after the answer',
  },
  messages: {
    what: 'messages to the brand’s own systems: order and member by name',
    where: 'webhook_messages',
    why: 'so that the brand can have them sent again',
    days: 30,
    until: 'after they arrived or were given up',
  },
  origins: {
    what: 'keyed hash of the internet address a signed intent came from',
    where: 'relay_intents, relay_quotas',
    why: 'against misuse',
    days: 30,
    until: 'after the intent was settled',
  },
  requests: {
    what: 'what people asked for by way of a shop, by numbers of the books',
    where: 'privacy_requests',
    why: 'to show that it was answered in time',
    days: 1_095,
    until: 'after the answer',
  },
  erasures: {
    what: 'that somebody was erased: a keyed hash and a random name',
    where: 'erasures, the list of erasures on the disk',
    why: 'to erase again what a restored backup brings back',
    days: null,
    until: 'the programme ends',
  },
  chain: {
    what: 'points and payments of an account',
    where: 'the chain, for good',
    why: 'it is the truth about points; it holds no name and no order',
    days: null,
    until: 'for ever: nothing on a chain can be erased',
  },
} as const satisfies Record<string, KeptData>

export type KeptKind = keyof typeof KEPT_DATA
