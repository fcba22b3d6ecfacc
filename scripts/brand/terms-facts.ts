import { formatRate } from '../../chain/codec/rate.ts'
import type { Terms } from '../../chain/codec/terms.ts'
import type { Facts } from '../cli/facts.ts'

/** Terms in the units people use. */
export function termsFacts({ rate, spreadBps, promisePercent, life }: Terms, neverExpires: boolean): Facts {
  return {
    usdPerPoint: formatRate(rate),
    spreadPercent: (spreadBps / 100).toFixed(2),
    promisePercent,
    lifeEpochs: neverExpires ? null : life,
  }
}

/** Terms on one line. */
export function termsLine({ rate, spreadBps, promisePercent, life }: Terms, neverExpires: boolean): string {
  const lives = neverExpires ? 'never expires' : `lives ${life} epoch${life === 1 ? '' : 's'}`
  return `${formatRate(rate)} USD per point, spread ${(spreadBps / 100).toFixed(2)} %, promise ${promisePercent} %, ${lives}`
}
