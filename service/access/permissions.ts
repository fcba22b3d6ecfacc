import type { Role } from './actor.ts'

const OWNER: readonly Role[] = ['owner']
const MANAGERS: readonly Role[] = ['owner', 'manager']
const READERS: readonly Role[] = ['owner', 'manager', 'auditor']
const TILL: readonly Role[] = ['cashier']

/**
 * Who may do what for a brand: the operations of the OpenAPI document that want a key of it. What is not here nobody may do;
 * docs/access.md shows it, and a test asks for all of it with every role.
 */
export const PERMISSIONS = {
  getBrandStatus: [...READERS, 'machine'],
  listBrandAlerts: [...READERS, 'machine'],
  closeAlerts: MANAGERS,
  listShops: READERS,
  connectShop: MANAGERS,
  rotateShop: MANAGERS,
  disconnectShop: MANAGERS,
  getRules: READERS,
  changeRules: MANAGERS,
  listTills: READERS,
  addTill: MANAGERS,
  revokeTill: MANAGERS,
  listWebhooks: READERS,
  addWebhook: MANAGERS,
  removeWebhook: MANAGERS,
  replayWebhooks: MANAGERS,
  listInbox: READERS,
  retryInbox: MANAGERS,
  tellEvent: [...MANAGERS, 'machine'],
  listMemberEntries: READERS,
  findMember: MANAGERS,
  getMember: MANAGERS,
  exportMember: MANAGERS,
  listConsents: MANAGERS,
  sayConsents: MANAGERS,
  eraseMember: MANAGERS,
  listKeys: OWNER,
  addKey: OWNER,
  rotateKey: OWNER,
  revokeKey: OWNER,
  listActs: ['owner', 'auditor'],

  getTill: TILL,
  lookUpMember: TILL,
  confirmMember: TILL,
  enrolMember: TILL,
  previewBasket: TILL,
  bookSale: TILL,
  bookReturn: TILL,
  voidSale: TILL,
  bookQueue: TILL,
  requestPayment: TILL,
  getPayment: TILL,
  followPayment: TILL,
  handOverCode: TILL,
  cancelPayment: TILL,
  acceptPayment: TILL,
} as const satisfies Record<string, readonly Role[]>

/** Something that wants a key of a brand, by its name in the OpenAPI document. */
export type BrandOperation = keyof typeof PERMISSIONS

export const mayDo = (role: Role, operation: BrandOperation): boolean =>
  (PERMISSIONS[operation] as readonly Role[]).includes(role)
