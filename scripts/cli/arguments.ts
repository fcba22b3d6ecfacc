import { InvalidArgumentError } from 'commander'
import { getAddress, isAddress } from 'viem'
import { AmountError } from '../../chain/codec/decimal.ts'
import { parseMoney as money } from '../../chain/codec/money.ts'
import { parsePoints as points } from '../../chain/codec/points.ts'
import { parseRate as rate } from '../../chain/codec/rate.ts'
import { parseShare as share } from '../../chain/codec/share.ts'
import { ROLES, type Role } from '../../chain/codec/roles.ts'

/** A parser whose refusal is the command's usage error. */
function refusing<value>(parse: (text: string) => value): (text: string) => value {
  return (text) => {
    try {
      return parse(text)
    } catch (error) {
      if (error instanceof AmountError) throw new InvalidArgumentError(error.message)
      throw error
    }
  }
}

export const parseMoney = refusing(money)
export const parseRate = refusing(rate)
export const parseShare = refusing(share)
export const parsePointsOrZero = refusing(points)

export function parsePoints(text: string): bigint {
  const amount = parsePointsOrZero(text)
  if (amount === 0n) throw new InvalidArgumentError('Zero points do nothing. Give at least 0.01.')
  return amount
}

export function parseAddress(text: string): `0x${string}` {
  if (!isAddress(text, { strict: false }))
    throw new InvalidArgumentError(`"${text}" is no address: 0x and 40 hexadecimal digits.`)
  return getAddress(text)
}

export function parseUrl(text: string): string {
  if (!URL.canParse(text))
    throw new InvalidArgumentError(`"${text}" is no URL. Write for example http://127.0.0.1:8545`)
  return text
}

export function parseCode(text: string): string {
  if (/^[a-z0-9-]{3,20}$/.test(text)) return text
  throw new InvalidArgumentError(`"${text}" is no brand code: 3 to 20 of a-z, 0-9 and "-".`)
}

export function parseId(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError(`"${text}" is no number counted from 1.`)
}

export function parseCount(text: string): bigint {
  if (/^\d{1,18}$/.test(text)) return BigInt(text)
  throw new InvalidArgumentError(`"${text}" is no whole number.`)
}

export function parseRoles(text: string): Role[] {
  const roles = text === 'none' ? [] : text.split(',')
  const unknown = roles.find((role) => !(ROLES as string[]).includes(role))
  if (unknown === undefined) return roles as Role[]
  throw new InvalidArgumentError(
    `"${unknown}" is no role. Roles are ${ROLES.join(', ')}, separated by commas; or none.`,
  )
}

const SECONDS = { s: 1n, m: 60n, h: 3_600n, d: 86_400n }

/** "90s", "30m", "12h", "7d" → seconds. */
export function parseDuration(text: string): bigint {
  const match = /^(\d{1,9})([smhd])$/.exec(text)
  if (!match) throw new InvalidArgumentError(`"${text}" is no duration. Write 90s, 30m, 12h or 7d.`)
  return BigInt(match[1] ?? 0) * SECONDS[match[2] as keyof typeof SECONDS]
}

/** Percent with at most `decimals` digits after the point → whole number of the smallest step. */
export function parsePercent(decimals: 0 | 2): (text: string) => number {
  const pattern = decimals === 0 ? /^\d{1,3}$/ : /^\d{1,3}(\.\d{1,2})?$/
  return (text) => {
    if (!pattern.test(text))
      throw new InvalidArgumentError(`"${text}" is no percentage${decimals === 0 ? ' without decimals' : ''}.`)
    const [whole = '0', fraction = ''] = text.split('.')
    return Number(whole + fraction.padEnd(decimals, '0'))
  }
}
