import { relations } from 'ponder'
import { brand } from './brands.ts'
import { cause, giving } from './causes.ts'
import { balance, member } from './members.ts'
import { movement, payment } from './movements.ts'

/* Only from the many to the one, so that a query costs no more than its pages. */
export const balanceRelations = relations(balance, ({ one }) => ({
  brand: one(brand, { fields: [balance.brandId], references: [brand.id] }),
  holder: one(member, { fields: [balance.member], references: [member.address] }),
}))

export const movementRelations = relations(movement, ({ one }) => ({
  outBrand: one(brand, { fields: [movement.outBrandId], references: [brand.id] }),
  inBrand: one(brand, { fields: [movement.inBrandId], references: [brand.id] }),
  till: one(brand, { fields: [movement.tillId], references: [brand.id] }),
  cause: one(cause, { fields: [movement.causeId], references: [cause.id] }),
}))

export const givingRelations = relations(giving, ({ one }) => ({
  cause: one(cause, { fields: [giving.causeId], references: [cause.id] }),
}))

export const paymentRelations = relations(payment, ({ one }) => ({
  till: one(brand, { fields: [payment.tillId], references: [brand.id] }),
}))
