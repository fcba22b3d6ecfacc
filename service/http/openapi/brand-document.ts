import type { z } from 'zod'
import { brandAnswers } from '../brand-answer-schema.ts'
import {
  alertsCloseSchema,
  brandNothingSchema,
  consentsSchema,
  eventSchema,
  inboxRetrySchema,
  keyAddSchema,
  keyRotateSchema,
  memberFindSchema,
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
  BrandAlertsCloseRequest: alertsCloseSchema,
  BrandRetryRequest: inboxRetrySchema,
  BrandEventRequest: eventSchema,
  BrandMemberFindRequest: memberFindSchema,
  BrandConsentsRequest: consentsSchema,
  BrandKeyRequest: keyAddSchema,
  BrandKeyRotateRequest: keyRotateSchema,
} as const satisfies Record<string, z.ZodType>

export { brandAnswers }
