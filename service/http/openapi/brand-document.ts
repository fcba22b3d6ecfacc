import type { z } from 'zod'
import { brandAnswers } from '../brand-answer-schema.ts'
import {
  brandNothingSchema,
  eventSchema,
  inboxRetrySchema,
  keyAddSchema,
  keyRotateSchema,
  rulesSchema,
  shopConnectSchema,
  shopRotateSchema,
  tillAddSchema,
  webhookAddSchema,
  webhookReplaySchema,
} from '../brand-schema.ts'

/** What programs of brands ask, as their routes read it. */
export const brandRequests = {
  BrandNothing: brandNothingSchema,
  BrandShopConnectRequest: shopConnectSchema,
  BrandShopRotateRequest: shopRotateSchema,
  BrandRulesRequest: rulesSchema,
  BrandTillRequest: tillAddSchema,
  BrandWebhookRequest: webhookAddSchema,
  BrandReplayRequest: webhookReplaySchema,
  BrandRetryRequest: inboxRetrySchema,
  BrandEventRequest: eventSchema,
  BrandKeyRequest: keyAddSchema,
  BrandKeyRotateRequest: keyRotateSchema,
} as const satisfies Record<string, z.ZodType>

export { brandAnswers }
