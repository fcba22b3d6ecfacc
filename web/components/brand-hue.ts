const HUES = 12

/** A brand's colour class, always the same for its code. */
export function brandHue(code: string): string {
  let hash = 2_166_136_261
  for (const letter of code) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619)
  return `hue-${(hash >>> 8) % HUES}`
}
