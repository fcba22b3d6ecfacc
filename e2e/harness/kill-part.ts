import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually } from './eventually.ts'
import type { Stack } from './stack.ts'

const FILES = {
  service: ['service.json'],
  indexer: ['indexer', 'process.json'],
  portal: ['portal', 'process.json'],
} as const

export type Killable = keyof typeof FILES

/** Kills a part of the network without a word, and waits until the supervisor has put another one in its place. */
export async function killPart(stack: Stack, part: Killable): Promise<void> {
  const pid = async (): Promise<number> => {
    const text = await readFile(join(stack.home, ...FILES[part]), 'utf8')
    return (JSON.parse(text) as { pid: number }).pid
  }
  const old = await pid()
  process.kill(old, 'SIGKILL')
  await eventually(
    async () => {
      if ((await pid()) === old) throw new Error(`The ${part} was not started again.`)
      await answers(stack, part)
    },
    { seconds: 30 },
  )
}

async function answers({ service, indexer, portal }: Stack, part: Killable): Promise<void> {
  const urls = { service: `${service}/healthz`, indexer: `${indexer}/ready`, portal: `${portal}/api/config` }
  const { ok, status } = await fetch(urls[part])
  if (!ok) throw new Error(`The ${part} answers ${status}.`)
}
