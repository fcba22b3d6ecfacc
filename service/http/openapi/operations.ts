import { WEBHOOK_PROVIDERS } from '../../intake/webhook-url.ts'
import type { answerSchemas } from './answer-schema.ts'
import type { tillAnswers, tillRequests } from './till-document.ts'
import type { brandAnswers, brandRequests } from './brand-document.ts'
import { brandOperations } from './brand-operations.ts'
import { tillOperations } from './till-operations.ts'

export type SchemaName =
  | keyof typeof answerSchemas
  | keyof typeof tillAnswers
  | keyof typeof tillRequests
  | keyof typeof brandAnswers
  | keyof typeof brandRequests
  | 'IntentRequest'
  | 'OperationRequest'

export type Schema = Record<string, unknown>

/** One thing the service does, as its document tells it. */
export type Operation = {
  id: string
  method: 'get' | 'post'
  /** With parameters in braces. */
  path: string
  summary: string
  description?: string
  parameters?: Record<string, Schema>
  /** What may stand behind the question mark. */
  query?: Record<string, Schema>
  /** Headers it wants. */
  headers?: Record<string, Schema>
  /** Name of the body's schema, or its media types where it is somebody else's format. */
  body?: SchemaName | 'anything'
  answer: { status: 200 | 201 | 202; schema?: SchemaName; list?: string; mediaType?: string; description: string }
  /** Statuses of the problems it answers with, besides 500 and 503. */
  problems: readonly number[]
  /** Who may ask; nobody in particular where absent. */
  security?: 'signature' | 'portal' | 'till' | 'brand'
}

const id: Schema = { type: 'string', format: 'uuid' }
const address: Schema = { type: 'string', pattern: '^0x[0-9a-fA-F]{40}$' }

/** Everything the service answers to. A test walks its routes: what is missing here fails. */
export const operations: readonly Operation[] = [
  {
    id: 'getHealth',
    method: 'get',
    path: '/healthz',
    summary: 'Whether this replica and its database answer',
    answer: { status: 200, schema: 'Health', description: 'They do.' },
    problems: [],
  },
  {
    id: 'getDocument',
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    answer: { status: 200, description: 'An OpenAPI 3.1 document.' },
    problems: [],
  },
  {
    id: 'deliverWebhook',
    method: 'post',
    path: '/webhooks/{brand}/{provider}',
    summary: 'Deliver what happened in a shop',
    description:
      'Signed over the raw bytes as the provider does it; which shop it is follows from the secret that signed. Answered once it is kept, at most 1 MiB. `generic` is Standard Webhooks with the headers webhook-id, webhook-timestamp and webhook-signature.',
    parameters: {
      brand: { type: 'string', pattern: '^[a-z0-9-]{3,20}$' },
      provider: { type: 'string', enum: [...WEBHOOK_PROVIDERS] },
    },
    body: 'anything',
    answer: { status: 200, schema: 'Received', description: 'It is kept.' },
    problems: [400, 401, 404, 413, 429],
    security: 'signature',
  },
  {
    id: 'submitIntent',
    method: 'post',
    path: '/v1/intents',
    summary: "Have a member's signed intent carried into a block",
    body: 'IntentRequest',
    answer: { status: 202, schema: 'Intent', description: 'It is queued; Location names it.' },
    problems: [400, 403, 409, 413, 415, 422, 429],
  },
  {
    id: 'submitOperation',
    method: 'post',
    path: '/v1/account-operations',
    summary: "Have a signed operation of a member's account carried into a block",
    body: 'OperationRequest',
    answer: { status: 202, schema: 'Intent', description: 'It is queued; Location names it.' },
    problems: [400, 403, 409, 413, 415, 422, 429],
  },
  {
    id: 'getIntent',
    method: 'get',
    path: '/v1/intents/{id}',
    summary: 'How an intent stands',
    parameters: { id },
    answer: { status: 200, schema: 'Intent', description: 'Its present state.' },
    problems: [400, 404, 429],
  },
  {
    id: 'followIntent',
    method: 'get',
    path: '/v1/intents/{id}/events',
    summary: "An intent's fate as server-sent events, each an Intent",
    parameters: { id },
    answer: { status: 200, mediaType: 'text/event-stream', description: 'Every change until it is over.' },
    problems: [400, 404, 429],
  },
  {
    id: 'listIntents',
    method: 'get',
    path: '/v1/members/{address}/intents',
    summary: "A member's intents, the newest first",
    parameters: { address },
    answer: { status: 200, schema: 'Intent', list: 'intents', description: 'Those of the last time.' },
    problems: [400, 404, 429],
  },
  {
    id: 'listReceipts',
    method: 'get',
    path: '/v1/members/{address}/receipts/{brand}/{sequence}',
    summary: "Receipts of a member's purchases in a batch of a brand, for the portal alone",
    parameters: {
      address,
      brand: { type: 'integer', minimum: 1 },
      sequence: { type: 'string', pattern: '^\\d{1,18}$' },
    },
    answer: { status: 200, schema: 'Receipt', list: 'receipts', description: 'None where nothing is known of it.' },
    problems: [400, 401, 429],
    security: 'portal',
  },
  {
    id: 'getRelay',
    method: 'get',
    path: '/v1/relay',
    summary: 'What the relay gives, and what it has left',
    answer: { status: 200, schema: 'Relay', description: 'Limits and gas money.' },
    problems: [429],
  },
  ...tillOperations,
  ...brandOperations,
]
