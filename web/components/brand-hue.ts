const HUES = 12
/** Chosen so that the sample's brands get colours that suit them; any number spreads others as well. */
const SEED = 6_816

/** A brand's colour class, always the same for its code. */
export function brandHue(code: string): string {
  let hash = SEED
  for (const letter of code) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619)
  return `hue-${(hash >>> 8) % HUES}`
}
