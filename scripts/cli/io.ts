import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { text as textOf } from 'node:stream/consumers'

/** Everything a command touches of the world around it, so that a test can stand in for it. */
export interface Io {
  env: NodeJS.ProcessEnv
  /** Standard output: what was asked for. */
  out(text: string): void
  /** Standard error: progress, warnings, refusals. */
  err(text: string): void
  /** Whether a person sits at the terminal and can be asked. */
  interactive: boolean
  ask(question: string): Promise<string>
  /** Everything that comes on standard input. */
  read?(): Promise<string>
}

export const processIo: Io = {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
  ask: async (question) => {
    const prompt = createInterface({ input: process.stdin, output: process.stderr })
    try {
      return await prompt.question(question)
    } finally {
      prompt.close()
    }
  },
  read: () => textOf(process.stdin),
}

/** The data folder: keys and network.json. */
export function homeOf(io: Io): string {
  return resolve(io.env['POINTS_HOME'] || '.points')
}
