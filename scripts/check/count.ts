/** How many tests a runner says it ran. */
export interface Count {
  passed: number
  failed: number
  skipped: number
}

const colours = new RegExp(String.raw`\u001b\[[0-9;]*m`, 'g')

const plainText = (output: string): string => output.replace(colours, '')

/** Reads the closing lines of mocha and of Hardhat's runners ("12 passing (3s)", "1 failing", "2 pending"). */
export function countTests(output: string): Count {
  const plain = plainText(output)
  const last = (words: string): number => {
    const found = [...plain.matchAll(new RegExp(String.raw`^\s*(\d+) (?:${words})\b`, 'gm'))].at(-1)
    return Number(found?.[1] ?? 0)
  }
  return { passed: last('passing'), failed: last('failing'), skipped: last('pending|skipped') }
}

/** What a runner says of the tests that failed: from its closing "2 failing" on; the last lines where it broke off. */
export function failuresOf(output: string, lines = 120): string {
  const plain = plainText(output)
  const at = plain.search(/^\s*\d+ failing\b/m)
  const all = plain.slice(Math.max(0, at)).trimEnd().split('\n')
  return (at < 0 ? all.slice(-lines) : all.slice(0, lines)).join('\n')
}
