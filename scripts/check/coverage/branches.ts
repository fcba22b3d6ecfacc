import { createRequire } from 'node:module'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import type { Statement } from './statements.ts'

interface Node {
  readonly nodeType: string
  readonly src: string
  readonly statements?: readonly Node[]
  readonly trueBody?: Node
  readonly falseBody?: Node | null
}

/** One outcome of one `if`. */
export interface Branch {
  readonly line: number
  readonly outcome: 'true' | 'false'
  readonly taken: boolean
}

const ENDS = new Set(['Return', 'RevertStatement', 'Break', 'Continue'])
const solc = createRequire(import.meta.url)('solc') as {
  compile(input: string, callbacks: { import(path: string): { contents: string } }): string
}

/** Syntax trees by file, without generating code. */
export function parse(root: string, sources: ReadonlyMap<string, string>): Map<string, Node> {
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries([...sources].map(([file, content]) => [file, { content }])),
    settings: { outputSelection: { '*': { '': ['ast'] } } },
  }
  const read = (path: string) => ({ contents: readFileSync(join(root, 'node_modules', path), 'utf8') })
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: read })) as {
    sources: Record<string, { ast: Node }>
  }
  return new Map([...sources.keys()].map((file) => [file, (output.sources[file] as { ast: Node }).ast]))
}

/**
 * Both outcomes of every `if`. The false one is seen in the else part; or, where the true one leaves, in the statement
 * behind; or in an `if` that was reached more often than its true part.
 */
export function branchesOf(source: string, tree: Node, statements: readonly Statement[]): Branch[] {
  const bytes = Buffer.from(source)
  const startOf = ({ src }: Node) => bytes.subarray(0, Number(src.split(':')[0])).toString().length
  const byStart = new Map(statements.map(({ start, hits }) => [start, hits]))
  const hitsOf = (node: Node): number => byStart.get(startOf(first(node))) ?? 0
  const branches: Branch[] = []
  visit(tree, undefined, (node, next) => {
    if (node.nodeType !== 'IfStatement' || node.trueBody === undefined) return
    const line = source.slice(0, startOf(node)).split('\n').length
    const [reached, yes] = [hitsOf(node), hitsOf(node.trueBody)]
    const behind = leaves(node.trueBody) && next !== undefined && hitsOf(next) > 0
    const no = node.falseBody ? hitsOf(node.falseBody) > 0 : behind || reached > yes
    branches.push({ line, outcome: 'true', taken: yes > 0 }, { line, outcome: 'false', taken: no })
  })
  return branches
}

/** The statement that stands for a block: its first. */
function first(node: Node): Node {
  const [inner] = node.statements ?? []
  return inner === undefined ? node : first(inner)
}

/** Whether nothing behind the node is reached from it. */
function leaves(node: Node): boolean {
  const last = node.statements?.at(-1)
  return last === undefined ? ENDS.has(node.nodeType) : leaves(last)
}

/** Every node below, each with the statement behind it in its block. */
function visit(node: Node, next: Node | undefined, act: (node: Node, next: Node | undefined) => void): void {
  act(node, next)
  for (const value of Object.values(node) as unknown[]) {
    const children = (Array.isArray(value) ? value : [value]).filter(isNode)
    for (const [i, child] of children.entries()) visit(child, Array.isArray(value) ? children[i + 1] : undefined, act)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'nodeType' in value
}
