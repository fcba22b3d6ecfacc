import { type BrandOperation, PERMISSIONS } from '../../access/permissions.ts'
import { INBOX_STATES } from '../../intake/read-inbox.ts'
import type { Operation, Schema, SchemaName } from './operations.ts'

type Said = {
  id: BrandOperation
  path: string
  summary: string
  answer: SchemaName
  problems?: readonly number[]
}

const number: Schema = { type: 'integer', minimum: 1 }
const before: Schema = { type: 'string', pattern: '^\\d{1,18}$', description: 'The `next` of the page before.' }
const limit: Schema = { type: 'integer', minimum: 1, maximum: 200, default: 50 }
const page = { before, limit }

const common = ({ id, path, summary }: Said) => ({
  ...{ id, path: `/v1/brand${path}`, summary, security: 'brand' as const },
  description: `Roles: ${PERMISSIONS[id].join(', ')}.`,
  ...(path.includes('{number}') ? { parameters: { number } } : {}),
  ...(path.includes('{member}') ? { parameters: { member: number } } : {}),
})

const get = (said: Said & { query?: Record<string, Schema> }): Operation => ({
  ...common(said),
  ...(said.query ? { query: said.query } : {}),
  method: 'get',
  answer: { status: 200, schema: said.answer, description: 'As it stands.' },
  problems: [...(said.query ? [400] : []), 401, 403, 404, 429],
})

/** A POST of a brand's program: with its Idempotency-Key the same answer for a day, however often it is sent. */
const post = (said: Said & { body: SchemaName; status?: 200 | 201 }): Operation => ({
  ...common(said),
  method: 'post',
  body: said.body,
  headers: { 'Idempotency-Key': { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' } },
  answer: {
    status: said.status ?? 200,
    schema: said.answer,
    description: 'The same key gives the same answer again, for a day.',
  },
  problems: [400, 401, 403, 404, 409, 413, 415, 422, 429],
})

/** What programs of a brand ask; which brand it is follows from the key alone. */
export const brandOperations: readonly Operation[] = [
  get({ id: 'getBrandStatus', path: '/status', summary: 'How the brand stands', answer: 'BrandStatus' }),
  get({ id: 'listBrandAlerts', path: '/alerts', summary: 'What somebody has to look at', answer: 'BrandAlerts' }),
  post({
    ...{ id: 'closeAlerts', path: '/alerts/close', body: 'BrandAlertsCloseRequest', answer: 'BrandAlertsClosed' },
    summary: 'Close alerts that were looked at, of those that do not end by themselves',
  }),
  get({ id: 'listShops', path: '/shops', summary: 'Shops that are or were connected', answer: 'BrandShops' }),
  post({
    ...{ id: 'connectShop', path: '/shops', body: 'BrandShopConnectRequest', answer: 'BrandShop', status: 201 },
    summary: 'Connect a shop',
  }),
  post({
    ...{ id: 'rotateShop', path: '/shops/{number}/rotate', body: 'BrandShopRotateRequest', answer: 'BrandShop' },
    summary: 'Give a shop a new secret, or a new token',
  }),
  post({
    ...{ id: 'disconnectShop', path: '/shops/{number}/disconnect', body: 'BrandNothing', answer: 'BrandShop' },
    summary: 'Take nothing more of a shop, and destroy its secrets',
  }),
  get({ id: 'getRules', path: '/rules', summary: 'How orders earn now', answer: 'BrandRules' }),
  post({
    ...{ id: 'changeRules', path: '/rules', body: 'BrandRulesRequest', answer: 'BrandRules', status: 201 },
    summary: 'Add a version of the rules; what is left out stays',
  }),
  get({ id: 'listTills', path: '/tills', summary: 'Tills that have or had a key', answer: 'BrandTills' }),
  post({
    ...{ id: 'addTill', path: '/tills', body: 'BrandTillRequest', answer: 'BrandTill', status: 201 },
    summary: 'Add a till; its key is a cashier',
  }),
  post({
    ...{ id: 'revokeTill', path: '/tills/{number}/revoke', body: 'BrandNothing', answer: 'BrandTill' },
    summary: "Take a till's key away",
  }),
  get({
    ...{ id: 'listWebhooks', path: '/webhooks', answer: 'BrandWebhooks' },
    ...{ summary: 'Addresses that are told, and the newest messages', query: { limit } },
  }),
  post({
    ...{ id: 'addWebhook', path: '/webhooks', body: 'BrandWebhookRequest', answer: 'BrandWebhook', status: 201 },
    summary: "Have the brand's messages sent to an address",
  }),
  post({
    ...{ id: 'removeWebhook', path: '/webhooks/{number}/remove', body: 'BrandNothing', answer: 'BrandWebhookRemoved' },
    summary: 'Tell an address nothing more',
  }),
  post({
    ...{ id: 'replayWebhooks', path: '/webhooks/replay', body: 'BrandReplayRequest', answer: 'BrandReplayed' },
    summary: 'Send messages once more, under the same ids',
  }),
  get({
    ...{ id: 'listInbox', path: '/inbox', summary: 'Deliveries, the newest first', answer: 'BrandInbox' },
    query: { ...page, status: { type: 'string', enum: [...INBOX_STATES], default: 'parked' } },
  }),
  post({
    ...{ id: 'retryInbox', path: '/inbox/retry', body: 'BrandRetryRequest', answer: 'BrandRetried' },
    summary: 'Put parked deliveries back into the queue',
  }),
  post({
    ...{ id: 'tellEvent', path: '/events', body: 'BrandEventRequest', answer: 'BrandEventTaken', status: 201 },
    summary: 'Tell what happened in a shop, in the generic format, without signing it',
  }),
  get({
    ...{ id: 'listMemberEntries', path: '/members/{member}/entries', answer: 'BrandEntries' },
    ...{ summary: "A member's entries of the ledger, the newest first; nothing personal", query: page },
  }),
  post({
    ...{ id: 'findMember', path: '/members/find', body: 'BrandMemberFindRequest', answer: 'BrandMemberFound' },
    summary: 'Who somebody is by what they give',
  }),
  get({ id: 'getMember', path: '/members/{member}', summary: 'A member', answer: 'BrandMember' }),
  get({
    ...{ id: 'exportMember', path: '/members/{member}/export', answer: 'BrandMemberExport' },
    summary: 'Everything kept of a member, for the member',
  }),
  get({
    ...{ id: 'listConsents', path: '/members/{member}/consents', answer: 'BrandConsents' },
    summary: 'What a member agreed to, now and before',
  }),
  post({
    ...{ id: 'sayConsents', path: '/members/{member}/consents', body: 'BrandConsentsRequest', status: 201 },
    ...{ answer: 'BrandConsents', summary: 'Note what a member says; the log is only added to' },
  }),
  post({
    ...{
      id: 'eraseMember',
      path: '/members/{member}/erase',
      body: 'BrandNothing',
      answer: 'BrandErasure',
      status: 201,
    },
    summary: 'Erase a member; the service carries it out, and GET tells how far it is',
  }),
  get({ id: 'listKeys', path: '/keys', summary: 'Keys that the brand has or had', answer: 'BrandKeys' }),
  post({
    ...{ id: 'addKey', path: '/keys', body: 'BrandKeyRequest', answer: 'BrandKey', status: 201 },
    summary: 'Make a key',
  }),
  post({
    ...{ id: 'rotateKey', path: '/keys/{number}/rotate', body: 'BrandKeyRotateRequest', answer: 'BrandKey' },
    summary: 'Put a new key in the place of one',
  }),
  post({
    ...{ id: 'revokeKey', path: '/keys/{number}/revoke', body: 'BrandNothing', answer: 'BrandKey' },
    summary: 'Take a key away',
  }),
  get({
    ...{ id: 'listActs', path: '/audit', summary: 'Who did what, the newest first', answer: 'BrandActs' },
    query: page,
  }),
]
