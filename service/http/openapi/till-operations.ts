import type { Operation, SchemaName } from './operations.ts'

type Posted = {
  id: string
  path: string
  summary: string
  body: SchemaName
  answer: SchemaName
  status?: 200 | 201
  problems?: readonly number[]
}

const payment = { id: { type: 'string', format: 'uuid' } }

/** A POST of a till: with its Idempotency-Key the same answer however often it is sent. */
const post = ({ id, path, summary, body, answer, status = 200, problems = [] }: Posted): Operation => ({
  ...{ id, method: 'post', path: `/v1/till${path}`, summary, body },
  ...(path.includes('{id}') ? { parameters: payment } : {}),
  headers: { 'Idempotency-Key': { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' } },
  answer: { status, schema: answer, description: 'The same key gives the same answer again.' },
  problems: [400, 401, 403, 404, 409, 413, 415, 422, 429, ...problems].toSorted((one, other) => one - other),
  security: 'till',
})

const get = ({ id, path, summary, answer }: Omit<Posted, 'body'>): Operation => ({
  ...{ id, method: 'get', path: `/v1/till${path}`, summary },
  ...(path.includes('{id}') ? { parameters: payment } : {}),
  answer: { status: 200, schema: answer, description: 'As it stands.' },
  problems: [401, 403, 404, 429],
  security: 'till',
})

/** What tills ask; brand and place follow from the device's key. */
export const tillOperations: readonly Operation[] = [
  get({ id: 'getTill', path: '', summary: 'Whose till this is, and by which rules', answer: 'Till' }),
  post({
    ...{ id: 'lookUpMember', path: '/members/lookup', body: 'TillLookupRequest', answer: 'TillFound', problems: [410] },
    summary: 'Who shows a code or a card; by phone somebody to be confirmed',
  }),
  post({
    ...{ id: 'confirmMember', path: '/members/confirm', body: 'TillConfirmRequest', answer: 'TillMember' },
    ...{ summary: 'Confirm who was looked up by phone', problems: [410] },
  }),
  post({
    ...{ id: 'enrolMember', path: '/members', body: 'TillEnrolRequest', answer: 'TillEnrolled', status: 201 },
    ...{ summary: 'Make somebody a member, with consents', problems: [410] },
  }),
  post({
    ...{ id: 'previewBasket', path: '/preview', body: 'TillPreviewRequest', answer: 'TillBasket' },
    summary: 'What a basket would earn, line by line; writes nothing',
  }),
  post({
    ...{ id: 'bookSale', path: '/sales', body: 'TillSaleRequest', answer: 'TillSale', status: 201, problems: [410] },
    summary: 'Book a sale',
  }),
  post({
    ...{ id: 'bookReturn', path: '/returns', body: 'TillReturnRequest', answer: 'TillReturn', status: 201 },
    summary: 'Book what came back of an order, at whatever store it was sold',
  }),
  post({
    ...{ id: 'voidSale', path: '/voids', body: 'TillVoidRequest', answer: 'TillVoid', status: 201 },
    summary: 'Book that an order did not happen',
  }),
  post({
    ...{ id: 'bookQueue', path: '/queue', body: 'TillQueueRequest', answer: 'TillQueue' },
    summary: 'Book what was earned while the till was offline',
  }),
  post({
    ...{ id: 'requestPayment', path: '/payments', body: 'TillPaymentRequest', answer: 'TillPayment', status: 201 },
    summary: 'Ask a member to pay with points',
  }),
  get({ id: 'getPayment', path: '/payments/{id}', summary: 'How a payment stands', answer: 'TillPayment' }),
  {
    ...get({ id: 'followPayment', path: '/payments/{id}/events', summary: '', answer: 'TillPayment' }),
    summary: "A payment's fate as server-sent events, each a TillPayment",
    answer: { status: 200, mediaType: 'text/event-stream', description: 'Every change until it is over.' },
  },
  post({
    ...{ id: 'handOverCode', path: '/payments/{id}/intent', body: 'TillSignedCodeRequest', answer: 'TillPayment' },
    summary: 'Hand over the payment a member signed and showed',
  }),
  post({
    ...{ id: 'cancelPayment', path: '/payments/{id}/cancel', body: 'TillNothing', answer: 'TillPayment' },
    summary: 'Ask for a payment no longer',
  }),
  post({
    ...{ id: 'acceptPayment', path: '/payments/{id}/accept', body: 'TillNothing', answer: 'TillPayment' },
    summary: "Take a signed payment before it is in a block, at the brand's own risk",
  }),
]
