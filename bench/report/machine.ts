import { execFileSync } from 'node:child_process'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'

/** What else the machine was doing when this run began. */
const loadAtStart = loadavg()[0] ?? 0

/** Where and when a part was measured, as lines of Markdown. */
export function describeMachine(now: Date): string[] {
  const [cpu] = cpus()

  return [
    `- Date: ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `- Commit: ${commit()}`,
    `- CPU: ${cpu?.model ?? 'unknown'}, ${cpus().length} cores`,
    `- Load of the machine when the run began: ${loadAtStart.toFixed(1)} processes wanting a core`,
    `- Memory: ${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    `- System: ${platform()} ${release()}, Node ${process.versions.node}`,
  ]
}

/** The commit measured, and whether files differed from it. */
function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  try {
    const changed = git('status', '--porcelain', '--', 'contracts', 'chain', 'loyalty', 'service', 'scripts')

    return git('rev-parse', '--short=10', 'HEAD') + (changed === '' ? '' : ' and uncommitted changes')
  } catch (error) {
    return `unknown (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)})`
  }
}
