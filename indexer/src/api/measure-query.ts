import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { USUAL_PAGE, limits } from './limits.ts'

type Values = Record<string, unknown>

/** What a query asks for, added up; fragments count wherever they are spread. */
interface Measure {
  fragments: ReadonlyMap<string, SelectionSetNode>
  values: Values
  rows: number
  aliases: number
  selections: number
}

/** Thrown with what is too much. */
class TooMuch extends Error {}

/** Says why a query asks for too much; undefined where it does not. */
export function tooMuchOf(document: DocumentNode, variables: Values): string | undefined {
  const fragments = new Map<string, SelectionSetNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet)
  }
  try {
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue
      const values = { ...defaultsOf(definition), ...variables }
      measure({ fragments, values, rows: 0, aliases: 0, selections: 0 }, definition.selectionSet, 1)
    }
    return undefined
  } catch (error) {
    if (error instanceof TooMuch) return error.message
    throw error
  }
}

/** What variables stand for that the request leaves out. */
function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Values {
  return Object.fromEntries(
    variableDefinitions.map(({ variable, defaultValue: value }) => {
      return [variable.name.value, value?.kind === Kind.INT ? Number(value.value) : undefined]
    }),
  )
}

function measure(sum: Measure, { selections }: SelectionSetNode, depth: number): void {
  if (depth > limits.depth) throw new TooMuch(`A query is at most ${limits.depth} levels deep.`)
  for (const selection of selections) {
    sum.selections += 1
    if (sum.selections > limits.selections) throw new TooMuch(`A query selects at most ${limits.selections} fields.`)
    if (selection.kind === Kind.FIELD) measureField(sum, selection, depth)
    else if (selection.kind === Kind.INLINE_FRAGMENT) measure(sum, selection.selectionSet, depth)
    else {
      const fragment = sum.fragments.get(selection.name.value)
      if (fragment) measure(sum, fragment, depth)
    }
  }
}

function measureField(sum: Measure, field: FieldNode, depth: number): void {
  if (field.alias) sum.aliases += 1
  if (sum.aliases > limits.aliases) throw new TooMuch(`A query has at most ${limits.aliases} aliases.`)
  // Relations lead to single rows, so only the outermost fields are pages.
  if (depth === 1) sum.rows += rowsOf(field, sum.values)
  if (sum.rows > limits.requestRows) throw new TooMuch(`All pages together have at most ${limits.requestRows} rows.`)
  if (field.selectionSet) measure(sum, field.selectionSet, depth + 1)
}

/** Rows of an outermost field: Ponder's single look-ups end without "s", its lists end with one and have pages. */
function rowsOf({ name, arguments: given = [] }: FieldNode, values: Values): number {
  if (name.value.startsWith('_')) return 0
  const limit = numberOf(given, 'limit', values) ?? (name.value.endsWith('s') ? USUAL_PAGE : 1)
  const offset = numberOf(given, 'offset', values) ?? 0
  if (!isWithin(limit, limits.pageRows)) throw new TooMuch(`A page has at most ${limits.pageRows} rows.`)
  if (!isWithin(offset, limits.offset)) {
    throw new TooMuch(`An offset is at most ${limits.offset}. Page with "after" instead.`)
  }
  return limit
}

const isWithin = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most

/** An argument's number, written out or as a variable; anything else is not a number that could be within a limit. */
function numberOf(given: readonly ArgumentNode[], name: string, values: Values): number | undefined {
  const value = given.find((argument) => argument.name.value === name)?.value
  if (value === undefined || value.kind === Kind.NULL) return undefined
  if (value.kind === Kind.INT) return Number(value.value)
  if (value.kind !== Kind.VARIABLE) return Number.NaN
  const sent = values[value.name.value]
  if (sent === undefined || sent === null) return undefined
  return typeof sent === 'number' ? sent : Number.NaN
}
