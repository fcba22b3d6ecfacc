import { type Context, Hono } from 'hono'
import type { BrandOperation } from '../access/permissions.ts'
import type { Transaction } from '../database/open-database.ts'
import { originOf } from '../relay/quotas.ts'
import { acceptPayment } from '../till/accept-payment.ts'
import { cancelPayment } from '../till/cancel-payment.ts'
import type { Device } from '../till/device.ts'
import { handOverCode } from '../till/hand-over-code.ts'
import { isOpenPayment, type PaymentRow, unknownPayment } from '../till/payment-row.ts'
import { describePayment, readPayment } from '../till/read-payment.ts'
import { requestPayment } from '../till/request-payment.ts'
import { stateEvents } from './state-events.ts'
import type { TillDoor, TillOptions } from './till-routes.ts'
import { nothingSchema, paymentIdSchema, paymentSchema, signedCodeSchema } from './till-schema.ts'

/** Payments with points that tills ask for. */
export function tillPaymentRoutes({ desk, admit, once }: TillDoor, options: TillOptions): Hono {
  const { changes, streams, stopped } = options
  const routes = new Hono()
  const change = (
    path: string,
    operation: BrandOperation,
    act: (sql: Transaction, device: Device, id: string) => Promise<PaymentRow>,
  ): void => {
    routes.post(`/:id/${path}`, (context) =>
      once(context, operation, {
        schema: nothingSchema,
        status: 200,
        work: async (sql, device) => describePayment(sql, desk, device, await act(sql, device, idOf(context))),
      }),
    )
  }

  routes.post('/', (context) =>
    once(context, 'requestPayment', {
      schema: paymentSchema,
      status: 201,
      work: async (sql, device, body) =>
        describePayment(sql, desk, device, await requestPayment(sql, desk, device, body)),
    }),
  )
  routes.get('/:id', async (context) => {
    const device = await admit(context, 'getPayment')
    const row = await readPayment(desk.database, desk, device, idOf(context))
    context.header('Cache-Control', 'no-store')
    return context.json(await describePayment(desk.database, desk, device, row))
  })
  routes.get('/:id/events', async (context) => {
    const device = await admit(context, 'followPayment')
    const { id } = await readPayment(desk.database, desk, device, idOf(context))
    const leave = streams.enter(`till ${device.brandId} ${device.number}`)
    return stateEvents(context, {
      event: 'payment',
      read: async () => {
        const row = await readPayment(desk.database, desk, device, id)
        const data = JSON.stringify(await describePayment(desk.database, desk, device, row))
        return { version: row.version, open: isOpenPayment(row), data }
      },
      watch: (listener) => {
        const unwatch = changes.watch(id, listener)
        return () => {
          unwatch()
          leave()
        }
      },
      stopped,
    })
  })
  routes.post('/:id/intent', (context) =>
    once(context, 'handOverCode', {
      schema: signedCodeSchema,
      status: 200,
      before: async (device, { intent: { verb, payload, signature, ...stated }, key }) => {
        const code = { intent: { verb, payload, signature }, key, stated }
        const origin = originOf(`till ${device.brandId} ${device.number}`, desk.relay.relay.originSecret)
        await handOverCode(desk, device, { id: idOf(context), code, origin })
      },
      work: async (sql, device) =>
        describePayment(sql, desk, device, await readPayment(sql, desk, device, idOf(context))),
    }),
  )
  change('cancel', 'cancelPayment', (sql, device, id) => cancelPayment(sql, desk, device, id))
  change('accept', 'acceptPayment', (sql, device, id) => acceptPayment(sql, desk, device, id))
  return routes
}

function idOf(context: Context): string {
  const id = paymentIdSchema.safeParse(context.req.param('id'))
  if (!id.success) throw unknownPayment()
  return id.data
}
