import type { RunProgress } from '../../service/import/finish-run.ts'
import type { Io } from '../cli/io.ts'

const WIDTH = 30
const EVERY_MS = 100

export type ImportProgress = {
  bytes: (read: number) => void
  sending: (progress: RunProgress) => void
  clear: () => void
}

/** One line on standard error that says how far an import is; nothing where nobody watches. */
export function importProgress(io: Io, { quiet, fileSize }: { quiet: boolean; fileSize: number }): ImportProgress {
  const show = !quiet && process.stderr.isTTY === true
  let shownAt = 0
  let most = 0
  const draw = (text: string) => {
    if (!show || Date.now() - shownAt < EVERY_MS) return
    shownAt = Date.now()
    io.err(`\r\u001b[K${text}`)
  }
  return {
    bytes: (read) => draw(`reading  ${bar(read, fileSize)}`),
    sending: ({ batchesLeft, reversalsLeft }) => {
      const left = batchesLeft + reversalsLeft
      most = left > most ? left : most
      draw(`minting  ${bar(most - left, most)} ${left} to go`)
    },
    clear: () => {
      if (show && shownAt > 0) io.err('\r\u001b[K')
    },
  }
}

function bar(done: number, all: number): string {
  const share = all === 0 ? 1 : Math.min(1, done / all)
  const full = Math.round(share * WIDTH)
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${Math.floor(share * 100)} %`
}
