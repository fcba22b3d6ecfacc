/** Answers of the till's API (docs/till.md). Amounts are decimal text. */

export interface MemberAnswer {
  /** Handle for everything else. */
  member: string
  alias: string
  known: boolean
  account: boolean
  points: {
    active: string | null
    worth: string | null
    at: string | null
    pending: string
    nextAt: string | null
    owed: string
  }
}

export interface CandidateAnswer {
  candidate: string
  alias: string
  ending: string
  until: string
}

export interface EnrolAnswer {
  member: string
  alias: string
  claimLink: string | null
}

export type Reason = 'giftCard' | 'excludedCategory' | 'capped' | 'paidWithPoints' | 'noMember'

export interface BasketAnswer {
  earned: string
  basis: string
  activeFrom: string
  reasons: Reason[]
  lines: { id: string; points: string; reasons: Reason[] }[]
}

export interface SaleAnswer extends BasketAnswer {
  sale: string
  order: string
  known: boolean
}

export type PaymentState = 'requested' | 'confirmed' | 'done' | 'cancelled' | 'timedOut' | 'failed' | 'paidLate'

export interface PaymentAnswer {
  id: string
  order: string
  value: string
  shown?: { currency: string; amount: string }
  state: PaymentState
  version: number
  accepted: boolean
  acceptable: boolean
  link: string | null
  expiresAt: string
  paid?: { value: string; transaction: string; block: string }
  problem?: { code: string; detail: string }
}

export interface TakenAnswer {
  order: string
  known: boolean
  taken: string
  payments: { id: string; value: string; state: PaymentState }[]
}

export interface QueueAnswer {
  entries: (
    | { sale: string; status: 'booked' | 'known'; earned: string }
    | { sale: string; status: 'refused'; problem: { code: string; detail: string } }
  )[]
}
