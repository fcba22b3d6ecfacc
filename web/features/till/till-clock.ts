/** How far the service's clock is ahead of this device's, in ms. */
let ahead = 0

export function noteServiceTime(iso: string): void {
  const time = Date.parse(iso)
  if (!Number.isNaN(time)) ahead = time - Date.now()
}

/** The service's time, as far as it is known; a tablet's clock may be anything. */
export const serviceNow = (): Date => new Date(Date.now() + ahead)

export const secondsOf = (iso: string): bigint => BigInt(Math.floor(Date.parse(iso) / 1_000))
