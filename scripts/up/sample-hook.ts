import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Network } from '../../chain/network.ts'

export interface SampleParameters {
  home: string
  network: Network
  /** Told now and then how far the history has been walked. */
  onProgress: (text: string) => void
}

type RunSample = (parameters: SampleParameters) => Promise<string | undefined>

/** Fills a new local network with brands, causes, members and 400 days of history; gives a sentence on what it made. */
export async function runSample(parameters: SampleParameters): Promise<string> {
  const path = join(dirname(fileURLToPath(import.meta.url)), '..', 'sample', 'run-sample.ts')
  if (!existsSync(path)) return 'no sample in this build'
  const { runSample: run } = (await import(path)) as { runSample: RunSample }
  return (await run(parameters)) ?? 'done'
}
