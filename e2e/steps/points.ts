import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../scripts/check/part.ts'
import type { Stack } from '../harness/stack.ts'

const run = promisify(execFile)

/** The command line, as the brand uses it; gives what it answers. */
export async function points<answer>({ home }: Pick<Stack, 'home'>, ...args: readonly string[]): Promise<answer> {
  const command = [join(root, 'scripts', 'points.ts'), ...args, '--json']
  const { stdout } = await run(process.execPath, command, { env: { ...process.env, POINTS_HOME: home } })
  return JSON.parse(stdout) as answer
}
