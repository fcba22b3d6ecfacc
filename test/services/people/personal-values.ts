/** A value that must be found nowhere, in all the ways somebody might have written it down. */
export function spellings(value: string): string[] {
  const forms = new Set<string>([value, value.toLowerCase(), value.toUpperCase()])
  const digits = value.replace(/\D/g, '')
  // Shorter runs of digits stand in every amount and time.
  if (digits.length >= 8) forms.add(digits)
  for (const form of [value, value.toLowerCase()]) {
    const bytes = Buffer.from(form, 'utf8')
    forms.add(bytes.toString('hex'))
    forms.add(encodeURIComponent(form))
    forms.add(encodeURIComponent(form).replaceAll('%20', '+'))
    // Base64 of a text depends on where in three bytes the value begins; its middle does not.
    for (let shift = 0; shift < 3; shift++) {
      const shifted = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
      const middle = shifted.slice(shift === 0 ? 0 : 4, -4)
      if (middle.length >= 8) forms.add(middle)
    }
  }
  return [...forms].filter((form) => form.length >= 4)
}

export type Found = { place: string; value: string; spelling: string; around: string }

/** Where any of the values stands, in whatever spelling. */
export function findValues(texts: ReadonlyMap<string, string>, values: readonly string[]): Found[] {
  const found: Found[] = []
  for (const [place, text] of texts) {
    for (const value of values) {
      for (const spelling of spellings(value)) {
        const at = text.indexOf(spelling)
        if (at < 0) continue
        found.push({ place, value, spelling, around: text.slice(Math.max(0, at - 60), at + spelling.length + 20) })
        break
      }
    }
  }
  return found
}
