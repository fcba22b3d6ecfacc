import { sampleBrands } from './brands.ts'

/** Members with an account of their own; each has a key of this name. They buy whenever orders arrive. */
export const accountHolders = [
  'ada',
  'ben',
  'cleo',
  'dario',
  'elif',
  'farid',
  'greta',
  'hugo',
  'ines',
  'jonas',
  'kofi',
  'lena',
] as const

export type AccountHolder = (typeof accountHolders)[number]

/** Members whose points wait at claim addresses. */
const occasional = [
  'nils',
  'olga',
  'pavel',
  'quinn',
  'rosa',
  'sven',
  'tara',
  'umar',
  'vera',
  'wim',
  'xenia',
  'yara',
  'zeno',
  'amir',
  'bella',
  'carl',
  'dunja',
  'emil',
  'fatou',
  'gino',
  'hana',
  'ivo',
  'jana',
  'kenji',
  'luz',
  'marek',
]

/** Holds unclaimed points of three brands, some of which expire this epoch. */
export const MIRA = 'mira'

/** Bought coffee in the first weeks and was never seen again: her points expired. */
export const OPAL = 'opal'

export const sampleMembers: readonly string[] = [...accountHolders, ...occasional, MIRA, OPAL]

/** How often a customer of a brand buys, in percent of the files of orders. */
export interface Customer {
  member: string
  percent: number
}

/** The customers of a brand; Mira and Opal come in rounds of their own. */
export function customersOf(code: string): Customer[] {
  const place = sampleBrands.findIndex((brand) => brand.code === code)
  const buysHere = (index: number, steps: readonly number[]): boolean =>
    steps.some((step) => (index + step) % sampleBrands.length === place)
  const regular = accountHolders.filter((_, index) => buysHere(index, [0, 1, 2]))
  const others = occasional.filter((_, index) => buysHere(index, [0, 2]))
  return [...regular.map((member) => ({ member, percent: 100 })), ...others.map((member) => ({ member, percent: 50 }))]
}

export const isCustomer = (member: AccountHolder, code: string): boolean =>
  customersOf(code).some((customer) => customer.member === member)
