import { setTimeout as sleep } from 'node:timers/promises'
import type { Child } from './child.ts'
import { Refusal } from './refusal.ts'

export interface Awaited {
  /** As a sentence begins with it: "The service". */
  what: string
  logFile: string
  seconds: number
  answers: () => Promise<boolean>
  /** What is told where the program ended, from how it ended; by default that the log says why. */
  whyItEnded?: (end: string) => Promise<string>
}

const EVERY_MS = 50

/** Waits until a program that was just started answers. Throws a Refusal where it ends first, or takes too long. */
export async function untilAnswers(child: Child, awaited: Awaited): Promise<void> {
  const { what, logFile, seconds, answers } = awaited
  const whyItEnded = awaited.whyItEnded ?? (async (how) => `${what} ${how} while starting; ${logFile} says why.`)
  let end: string | undefined
  void child.ended.then((how) => (end = how))
  const until = performance.now() + seconds * 1_000
  while (performance.now() < until) {
    if (end !== undefined) throw new Refusal(await whyItEnded(end))
    if (await answers().catch(() => false)) return
    await sleep(EVERY_MS)
  }
  await child.stop('SIGKILL', 1_000)
  throw new Refusal(`${what} did not answer within ${seconds} s; ${logFile} says why.`)
}
