import { overrideTask } from 'hardhat/config'

interface Move {
  calls: bigint
  refused: bigint
}

/** What the runner tells about an invariant test; a plain test has none of it. */
interface Kind {
  readonly metrics?: Record<string, { readonly calls: bigint; readonly reverts: bigint }>
}

interface Suites {
  readonly suiteResults?: readonly { readonly testResults: readonly { readonly kind: Kind }[] }[]
}

/** Calls and refusals by move, over all campaigns. */
function countMoves(suites: Suites): Map<string, Move> {
  const moves = new Map<string, Move>()
  for (const { testResults } of suites.suiteResults ?? []) {
    for (const { kind } of testResults) {
      for (const [name, { calls, reverts }] of Object.entries(kind.metrics ?? {})) {
        const verb = name.slice(name.lastIndexOf('.') + 1)
        const move = moves.get(verb) ?? { calls: 0n, refused: 0n }
        moves.set(verb, { calls: move.calls + calls, refused: move.refused + reverts })
      }
    }
  }
  return moves
}

function printMoves(moves: Map<string, Move>): void {
  if (moves.size === 0) return
  console.log('Moves in random histories: done (tried)')
  const cells = [...moves]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([verb, { calls, refused }]) => `  ${verb.padEnd(18)}${`${calls - refused} (${calls})`.padStart(14)}`)
  for (let i = 0; i < cells.length; i += 3) console.log(cells.slice(i, i + 3).join(' '))
  console.log()
}

/** `hardhat test solidity` ends with how often each move of the invariant campaigns was made. */
export const callCounts = overrideTask(['test', 'solidity'])
  .setInlineAction(async (args, _hre, runSuper) => {
    const result = await runSuper(args)
    const suites: Suites = result.success ? result.value : result.error
    printMoves(countMoves(suites))
    return result
  })
  .build()
