import { type Facts, formatFacts } from '../cli/facts.ts'
import { formatTable } from '../cli/table.ts'
import { type QuotaFacts, quotaLine } from './role-holders.ts'
import type { describeBrand } from './show.ts'

type Shown = Awaited<ReturnType<typeof describeBrand>>

/** A brand for people: facts, terms, who may do what. */
export function formatBrand({ terms, announced, withdrawal, roles, claimQuota, ...facts }: Shown): string {
  const { reserve, supply, coverPercent } = facts as Facts
  const head = {
    ...(facts as Facts),
    reserve: `${reserve} USD`,
    supply: `${supply} points`,
    coverPercent: coverPercent === null ? null : `${coverPercent} %`,
    claimQuota: quotaLine(claimQuota),
  }
  const sections = [formatFacts(renamed(head)), `\nTerms in effect\n${formatFacts(terms, '  ')}`]
  if (announced) sections.push(`\nTerms announced\n${formatFacts(announced, '  ')}`)
  if (withdrawal) sections.push(`\nWithdrawal requested\n${formatFacts(withdrawal, '  ')}`)
  sections.push(`\n${formatRoles(roles)}`)
  return sections.join('')
}

function renamed({ coverPercent, ...facts }: Facts): Facts {
  const { reserve, supply, ...rest } = facts
  const { brandId, code, name, symbol, token, asOf, ...others } = rest
  return { brandId, code, name, symbol, token, reserve, supply, cover: coverPercent, ...others, asOf }
}

export interface HolderFacts {
  account: string
  roles: readonly string[]
  mintQuota: QuotaFacts | null
  clawbackQuota: QuotaFacts | null
}

export function formatRoles(roles: readonly HolderFacts[]): string {
  const rows = roles.map(({ account, roles: held, mintQuota, clawbackQuota }) => ({
    account,
    roles: held.join(', '),
    'mint quota left': mintQuota ? quotaLine(mintQuota) : '',
    'clawback quota left': clawbackQuota ? quotaLine(clawbackQuota) : '',
  }))
  return formatTable(rows)
}
