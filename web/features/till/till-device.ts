import type { CurrencyCode } from '../../i18n/currencies.ts'

/** What the shop chose for this device. */
export interface TillSettings {
  currency: CurrencyCode
  /** Part of the prices that is tax, in basis points; 0 where prices are without. */
  taxBasisPoints: number
}

/** Whose till this is, as the service tells, and how it is set up. */
export interface TillDevice {
  brand: string
  brandName: string
  location: string
  device: string
  mode: 'live' | 'test'
  portalUrl: string | null
  /** USD, decimal text. */
  floorLimit: string
  pendingSeconds: number
  /** The service's. */
  time: string
  settings: TillSettings
}
