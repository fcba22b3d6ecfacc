import { type Outcome, reportLine, runPart } from './part.ts'
import { checkParts } from './parts.ts'

/** Two at a time: the machines this is run on have two cores. */
async function runChecks(): Promise<Outcome[]> {
  const waiting = [...checkParts]
  const done: Outcome[] = []
  const worker = async (): Promise<void> => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const outcome = await runPart(part)
      console.log(reportLine(outcome))
      done.push(outcome)
    }
  }
  await Promise.all([worker(), worker()])
  return done
}

/** What a failing part said, cut where nobody would read on. */
function said(outcome: Outcome): string {
  const lines = outcome.output.trim().split('\n')
  const rest = lines.length - 100
  return [...lines.slice(0, 100), ...(rest > 0 ? [`… and ${rest} lines more`] : [])].join('\n')
}

const failed = (await runChecks()).filter((outcome) => !outcome.ok)
for (const outcome of failed) console.log(`\n✖ ${outcome.name}\n${said(outcome)}`)
console.log(`\n  ${checkParts.length - failed.length} passing`)
if (failed.length > 0) {
  console.log(`  ${failed.length} failing\n`)
  process.exitCode = 1
}
