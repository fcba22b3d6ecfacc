/** How many tests a runner says it ran. */
export interface Count {
  passed: number
  failed: number
  skipped: number
}

const colours = new RegExp(String.raw`\u001b\[[0-9;]*m`, 'g')

/** Reads the closing lines of mocha and of Hardhat's runners ("12 passing (3s)", "1 failing", "2 pending"). */
export function countTests(output: string): Count {
  const plain = output.replace(colours, '')
  const last = (words: string): number => {
    const found = [...plain.matchAll(new RegExp(String.raw`^\s*(\d+) (?:${words})\b`, 'gm'))].at(-1)
    return Number(found?.[1] ?? 0)
  }
  return { passed: last('passing'), failed: last('failing'), skipped: last('pending|skipped') }
}
