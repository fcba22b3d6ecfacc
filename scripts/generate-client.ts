import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { type ApiDocument, apiDocument } from '../service/http/openapi/api-document.ts'

/** Makes the types of the service's client from its OpenAPI document; with --check only compares. */
const target = fileURLToPath(new URL('../service/client/api-types.ts', import.meta.url))

type Schema = Record<string, unknown>

export async function renderClient(document: ApiDocument): Promise<string> {
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => {
    return `${commentOf(schema)}export type ${name} = ${typeOf(schema)}`
  })
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const types = operations.map(
    ({ operation }) => `  /** ${String(operation['summary'])}. */\n  ${operationType(operation)}`,
  )
  const places = operations.map(({ path, method, operation }) => {
    return `  ${String(operation['operationId'])}: { method: '${method}', path: '${path}' },`
  })
  const text = [
    '// Made by `node scripts/generate-client.ts` from the OpenAPI document of the service. Do not edit.',
    '/* eslint-disable max-lines */',
    ...schemas,
    `export interface Operations {\n${types.join('\n')}\n}`,
    `export const places = {\n${places.join('\n')}\n} as const`,
  ].join('\n\n')
  return format(text, { ...(await resolveConfig(target)), parser: 'typescript' })
}

function operationType(operation: Schema): string {
  const parameters = operation['parameters'] as { name: string; in: string; schema: Schema }[]
  const inPath = parameters.filter((parameter) => parameter.in === 'path')
  const path = inPath.map(({ name, schema }) => `${name}: ${typeOf(schema)}`).join('; ')
  const asked = parameters.filter((parameter) => parameter.in === 'query')
  const query = asked.map(({ name, schema }) => `${name}?: ${typeOf(schema)}`).join('; ')
  const body = bodyType(operation['requestBody'] as { content: Record<string, Schema> } | undefined)
  const responses = operation['responses'] as Record<string, { content: Record<string, { schema: Schema }> }>
  const [, answer] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  const [media = '', content] = Object.entries(answer?.content ?? {})[0] ?? []
  const answered = media === 'application/json' && content ? typeOf(content.schema) : 'Response'
  return `${String(operation['operationId'])}: { path: ${path === '' ? 'Record<never, never>' : `{ ${path} }`}; ${query === '' ? '' : `query: { ${query} }; `}body: ${body}; answer: ${answered} }`
}

function bodyType(body: { content: Record<string, Schema> } | undefined): string {
  if (!body) return 'undefined'
  const schema = body.content['application/json']?.['schema'] as Schema | undefined
  return schema ? typeOf(schema) : 'string | Uint8Array<ArrayBuffer>'
}

const commentOf = ({ description }: Schema): string =>
  description === undefined ? '' : `/** ${String(description)} */\n`

/** A JSON schema as a type of TypeScript. */
function typeOf(schema: Schema): string {
  const { $ref, type, enum: values, const: value, anyOf, oneOf, items } = schema as { [key: string]: unknown }
  if ($ref !== undefined) return String($ref).split('/').at(-1) ?? 'never'
  if (value !== undefined) return JSON.stringify(value)
  if (values !== undefined) return (values as unknown[]).map((each) => JSON.stringify(each)).join(' | ')
  const choices = (anyOf ?? oneOf) as Schema[] | undefined
  if (choices) return choices.map((choice) => `(${typeOf(choice)})`).join(' | ')
  if (type === 'array') return `(${typeOf(items as Schema)})[]`
  if (type === 'object') return objectType(schema)
  if (type === 'integer') return 'number'
  return typeof type === 'string' ? type : 'unknown'
}

function objectType({ properties = {}, required = [], additionalProperties }: Schema): string {
  const needed = new Set(required as string[])
  const members = Object.entries(properties as Record<string, Schema>).map(([name, schema]) => {
    return `${commentOf(schema)}${name}${needed.has(name) ? '' : '?'}: ${typeOf(schema)}`
  })
  const own = `{ ${members.join('\n')} }`
  if (typeof additionalProperties !== 'object' || additionalProperties === null)
    return members.length > 0 ? own : 'Record<string, unknown>'
  const rest = Object.keys(additionalProperties).length === 0 ? 'unknown' : typeOf(additionalProperties as Schema)
  return members.length === 0 ? `Record<string, ${rest}>` : `${own} & { [name: string]: ${rest} | undefined }`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await renderClient(apiDocument())
  if (!process.argv.includes('--check')) await writeFile(target, text)
  else if ((await readFile(target, 'utf8')) !== text) {
    console.error('service/client/api-types.ts does not match the service. Run: node scripts/generate-client.ts')
    process.exitCode = 1
  }
}
