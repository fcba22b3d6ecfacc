/**
 * Every question the portal asks the indexer. The browser names one and gives its variables; the text never travels from
 * there, so nothing else can be asked. Amounts come as decimal strings.
 */
const brandFields = `
  id code name symbol token neverExpires reserve supply rate spreadBps promisePercent life
  announcedRate announcedSpreadBps announcedPromisePercent announcedLife announcedAt effectiveAt
  entranceOpen windingDown remainderAt`

const movementFields = `
  id kind outBrandId outPoints outLots inBrandId inPoints inLots value rate counterpart causeId tillId
  orderReference sequence short lapsed time block tx logIndex`

const causeFields = `id name registration active received donations donors`

const page = `pageInfo { endCursor hasNextPage }`

export const operations = {
  Brands: `query Brands { brands(limit: 200, orderBy: "id") { items { ${brandFields} } ${page} } _meta { status } }`,

  Member: `query Member($member: String!) {
    member(address: $member) { address firstSeenAt unlockDelay unlockAt accountCreatedAt }
    balances(where: { member: $member }, limit: 200) { items { brandId points } }
    lots(where: { member: $member }, limit: 200) { items { brandId lastEpoch permanent points } ${page} }
    movements(where: { member: $member }, orderBy: "id", orderDirection: "desc", limit: 5) { items { ${movementFields} } }
    brands(limit: 200, orderBy: "id") { items { ${brandFields} } ${page} }
    causes(limit: 200, orderBy: "id") { items { id name } }
    _meta { status }
  }`,

  Holdings: `query Holdings($members: [String!]!) {
    lots(where: { member_in: $members }, limit: 200) { items { brandId member lastEpoch permanent points } ${page} }
    claims(where: { claimAddress_in: $members }, limit: 100) { items { brandId claimAddress movedTo } }
    brands(limit: 200, orderBy: "id") { items { ${brandFields} } ${page} }
    _meta { status }
  }`,

  Activity: `query Activity($where: movementFilter!, $after: String, $limit: Int!) {
    movements(where: $where, orderBy: "id", orderDirection: "desc", limit: $limit, after: $after) {
      items { ${movementFields} }
      pageInfo { endCursor hasNextPage }
      totalCount
    }
  }`,

  Movement: `query Movement($id: String!) {
    movement(id: $id) { member ${movementFields} cause { ${causeFields} } till { id code name } outBrand { id code name } inBrand { id code name } }
  }`,

  MovementsOfTransaction: `query MovementsOfTransaction($member: String!, $tx: String!) {
    movements(where: { member: $member, tx: $tx }, limit: 50) { items { ${movementFields} } }
  }`,

  Causes: `query Causes {
    causes(limit: 200, orderBy: "id") { items { ${causeFields} metadataHash addedAt } }
    _meta { status }
  }`,

  Giving: `query Giving($member: String!, $after: String) {
    givings(where: { member: $member }, limit: 200) { items { causeId value donations lastAt } }
    movements(where: { member: $member, kind: donated }, orderBy: "id", orderDirection: "desc", limit: 200, after: $after) {
      items { ${movementFields} }
      pageInfo { endCursor hasNextPage }
    }
    causes(limit: 200, orderBy: "id") { items { ${causeFields} } }
  }`,

  RateHistory: `query RateHistory($brandIds: [Int!]!) {
    announcements(where: { brandId_in: $brandIds }, orderBy: "effectiveAt", limit: 200) {
      items { brandId rate spreadBps announcedAt effectiveAt cancelledAt }
    }
  }`,

  Payments: `query Payments($member: String!, $after: String) {
    payments(where: { member: $member }, orderBy: "paidAt", orderDirection: "desc", limit: 50, after: $after) {
      items { tillId orderReference value legs refundedShare paidAt block tx }
      pageInfo { endCursor hasNextPage }
    }
  }`,

  Refunds: `query Refunds($member: String!, $orderReference: String!) {
    refunds(where: { member: $member, orderReference: $orderReference }, limit: 50) {
      items { tillId orderReference share legs time tx }
    }
  }`,

  ClaimsOf: `query ClaimsOf($member: String!) {
    claims(where: { movedTo: $member }, limit: 200) { items { brandId claimAddress } }
  }`,

  Recipient: `query Recipient($member: String!) { member(address: $member) { firstSeenAt } }`,

  LockOf: `query LockOf($member: String!) { member(address: $member) { unlockDelay unlockAt } _meta { status } }`,

  Entrances: `query Entrances {
    entrances(limit: 200) { items { brandId fromBrandId open effectiveAt } }
  }`,

  /** The next page of a list that did not fit the first answer; the server asks these by itself. */
  MoreLots: `query MoreLots($member: String, $members: [String!], $after: String) {
    lots(where: { member: $member, member_in: $members }, limit: 200, after: $after) {
      items { brandId member lastEpoch permanent points } ${page}
    }
  }`,

  MoreBrands: `query MoreBrands($after: String) {
    brands(limit: 200, orderBy: "id", after: $after) { items { ${brandFields} } ${page} }
  }`,

  Status: `query Status { _meta { status } }`,
} as const

export type Operation = keyof typeof operations

export const isOperation = (name: unknown): name is Operation =>
  typeof name === 'string' && Object.hasOwn(operations, name)
