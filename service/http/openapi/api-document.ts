import { z } from 'zod'
import { EVENT_TYPES } from '../../webhooks-out/emit-event.ts'
import { intentRequestSchema, operationRequestSchema } from '../request-schema.ts'
import { answerSchemas } from './answer-schema.ts'
import { brandAnswers, brandRequests } from './brand-document.ts'
import { tillAnswers, tillRequests } from './till-document.ts'
import { type Operation, type Schema, operations } from './operations.ts'

export type ApiDocument = {
  openapi: '3.1.0'
  info: Schema
  paths: Record<string, Record<string, Schema>>
  webhooks: Record<string, Schema>
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, Schema> }
}

const JSON_TYPE = 'application/json'
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

/** The whole service as an OpenAPI 3.1 document, made of the very schemas that read its requests. */
export function apiDocument(): ApiDocument {
  const paths: ApiDocument['paths'] = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'openpoints service',
      version: '0.1.0',
      summary: "Shops deliver, tills ask, members' signed intents are carried into blocks",
      description: 'Amounts are decimal strings. Every failure is a problem of RFC 9457 that says what to do.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    webhooks: Object.fromEntries(EVENT_TYPES.map((type) => [type, describeMessage(type)])),
    components: { schemas: allSchemas(), securitySchemes },
  }
}

const securitySchemes: Record<string, Schema> = {
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'webhook-signature',
    description: 'Or the header in which the provider signs: X-Shopify-Hmac-Sha256, Stripe-Signature and so on.',
  },
  till: { type: 'http', scheme: 'bearer', description: 'The key of a device: brand and place follow from it.' },
  brand: { type: 'http', scheme: 'bearer', description: 'A key of a brand; its role tells what it may do.' },
  portal: { type: 'http', scheme: 'bearer', description: "The portal's server, which has made sure who is signed in." },
}

function allSchemas(): Record<string, Schema> {
  const asked = {
    IntentRequest: intentRequestSchema,
    OperationRequest: operationRequestSchema,
    ...tillRequests,
    ...brandRequests,
  }
  const answered = { ...answerSchemas, ...tillAnswers, ...brandAnswers }
  const entries = [
    ...Object.entries(asked).map(([name, schema]) => [name, toSchema(schema, 'input')] as const),
    ...Object.entries(answered).map(([name, schema]) => [name, toSchema(schema, 'output')] as const),
  ]
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  // Defaults of amounts are bigints, which JSON has not: they are left out. Answers have to be told to the letter.
  const unrepresentable = io === 'input' ? 'any' : 'throw'
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable, target: 'draft-2020-12' }) as Schema
  return rest
}

function describe({ id, summary, description, body, answer, problems, security, ...rest }: Operation): Schema {
  const answered = answer.list === undefined ? answer.schema && ref(answer.schema) : listOf(answer.list, answer.schema)
  const mediaType = answer.mediaType ?? JSON_TYPE
  const failures = [...problems, 500, 503].map((status) => [String(status), problem(status)] as const)
  return {
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    ...(security === undefined ? {} : { security: [{ [security]: [] }] }),
    parameters: parametersOf(rest),
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      [String(answer.status)]: {
        description: answer.description,
        content: {
          [mediaType]: {
            schema: answered ?? (answer.mediaType === undefined ? { type: 'object' } : { type: 'string' }),
          },
        },
      },
      ...Object.fromEntries(failures),
    },
  }
}

const parametersOf = ({
  parameters = {},
  query = {},
  headers = {},
}: Pick<Operation, 'parameters' | 'query' | 'headers'>): Schema[] => [
  ...Object.entries(parameters).map(([name, schema]) => ({ name, in: 'path', required: true, schema })),
  ...Object.entries(query).map(([name, schema]) => ({ name, in: 'query', required: false, schema })),
  ...Object.entries(headers).map(([name, schema]) => ({ name, in: 'header', required: true, schema })),
]

const contentOf = (body: NonNullable<Operation['body']>): Schema =>
  body === 'anything' ? { '*/*': {} } : { [JSON_TYPE]: { schema: ref(body) } }

const listOf = (name: string, schema: string | undefined): Schema => ({
  type: 'object',
  properties: { [name]: { type: 'array', items: ref(schema ?? '') } },
  required: [name],
  additionalProperties: false,
})

const SAID: Record<number, string> = {
  400: 'It cannot be read.',
  401: 'Nobody known here signed it.',
  403: 'It is not allowed.',
  404: 'There is no such thing.',
  409: 'It contradicts what is there.',
  410: 'It is over.',
  413: 'It is too large.',
  415: 'It is not JSON.',
  422: 'It cannot be carried out.',
  429: 'Too many; Retry-After says when to try again.',
  500: 'It failed for a reason nobody foresaw.',
  503: 'Not now; nothing was taken.',
}

const problem = (status: number): Schema => ({
  description: SAID[status] ?? 'Refused.',
  content: { 'application/problem+json': { schema: ref('Problem') } },
})

const describeMessage = (type: string): Schema => ({
  post: {
    operationId: `on ${type}`,
    summary: `Told to the addresses of \`points webhook add\`: ${type}`,
    requestBody: { required: true, content: { [JSON_TYPE]: { schema: ref('Message') } } },
    responses: { '2XX': { description: 'It has arrived. Anything else is tried again for three days.' } },
  },
})
