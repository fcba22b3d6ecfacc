import type { Command } from 'commander'
import type { Io } from './io.ts'

/** Adds a command with its options to the program. */
export type Register = (program: Command, io: Io) => void

interface Entry {
  name: string
  summary: string
  /** Loads the command's own code: only for the command that is run, so that help is fast. */
  load: () => Promise<Register>
}

/** Every command of `points`, in the order of its help. */
export const commands: Entry[] = [
  {
    name: 'up',
    summary: 'Start a whole network on this machine and keep it running',
    load: async () => (await import('../up/register-up.ts')).registerUp,
  },
  {
    name: 'serve',
    summary: "Run the service: it carries members' signed intents into blocks",
    load: async () => (await import('../serve/register-serve.ts')).registerServe,
  },
  {
    name: 'status',
    summary: 'Show how the network, its brands, the database, the relay and your keys stand',
    load: async () => (await import('../status/register-status.ts')).registerStatus,
  },
  {
    name: 'brand',
    summary: 'Create, fund and run a brand',
    load: async () => (await import('../brand/register-brand.ts')).registerBrand,
  },
  {
    name: 'shop',
    summary: 'Connect the shops of a brand, so that orders mint by themselves',
    load: async () => (await import('../shop/register-shop.ts')).registerShop,
  },
  {
    name: 'till',
    summary: 'Give the tills of a brand their keys, and take them back',
    load: async () => (await import('../till/register-till.ts')).registerTill,
  },
  {
    name: 'access',
    summary: 'Say who may do what for a brand, and see who did what',
    load: async () => (await import('../access/register-access.ts')).registerAccess,
  },
  {
    name: 'inbox',
    summary: 'See what shops delivered, and try again what could not be read',
    load: async () => (await import('../inbox/register-inbox.ts')).registerInbox,
  },
  {
    name: 'alert',
    summary: 'See what somebody has to look at, and close what was looked at',
    load: async () => (await import('../alert/register-alert.ts')).registerAlert,
  },
  {
    name: 'webhook',
    summary: "Tell a brand's own systems what happens",
    load: async () => (await import('../webhook/register-webhook.ts')).registerWebhook,
  },
  {
    name: 'ledger',
    summary: 'See why each point was given, and check the books against themselves and the chain',
    load: async () => (await import('../ledger/register-ledger.ts')).registerLedger,
  },
  {
    name: 'import',
    summary: 'Mint points for the orders of a file',
    load: async () => (await import('../import/import.ts')).registerImport,
  },
  {
    name: 'receipt',
    summary: 'Show and verify the receipt of a purchase',
    load: async () => (await import('../receipt/receipt.ts')).registerReceipt,
  },
  {
    name: 'reverse',
    summary: 'Take back points of a credit whose purchase was returned',
    load: async () => (await import('../reverse/reverse.ts')).registerReverse,
  },
  {
    name: 'recover',
    summary: 'Bring a restored database back in line with the chain',
    load: async () => (await import('../recover/recover.ts')).registerRecover,
  },
  {
    name: 'member',
    summary: 'Make member accounts, see balances and histories',
    load: async () => (await import('../member/register-member.ts')).registerMember,
  },
  {
    name: 'privacy',
    summary: "Rotate the keys of people's data, see what they asked for, forget what was kept too long",
    load: async () => (await import('../privacy/register-privacy.ts')).registerPrivacy,
  },
  {
    name: 'quote',
    summary: 'Tell what points are worth, or what a swap gives',
    load: async () => (await import('../quote/quote.ts')).registerQuote,
  },
  {
    name: 'swap',
    summary: "Swap points of one brand for another brand's",
    load: async () => (await import('../swap/swap.ts')).registerSwap,
  },
  {
    name: 'donate',
    summary: 'Give points to a cause',
    load: async () => (await import('../donate/donate.ts')).registerDonate,
  },
  {
    name: 'pay',
    summary: "Pay an order at a brand's till with points of any brands",
    load: async () => (await import('../pay/pay.ts')).registerPay,
  },
  {
    name: 'refund',
    summary: 'Refund a payment made with points, in part or in full',
    load: async () => (await import('../refund/refund.ts')).registerRefund,
  },
  {
    name: 'redeem',
    summary: 'Spend points at the brand that issued them',
    load: async () => (await import('../redeem/redeem.ts')).registerRedeem,
  },
  {
    name: 'transfer',
    summary: 'Move points to another account',
    load: async () => (await import('../transfer/transfer.ts')).registerTransfer,
  },
  {
    name: 'claim',
    summary: 'Move points from a claim address to an account',
    load: async () => (await import('../claim/claim.ts')).registerClaim,
  },
  {
    name: 'lock',
    summary: 'Stop every way your points could leave',
    load: async () => (await import('../lock/lock.ts')).registerLock,
  },
  {
    name: 'unlock',
    summary: 'Start lifting your lock',
    load: async () => (await import('../lock/unlock.ts')).registerUnlock,
  },
  {
    name: 'sweep',
    summary: 'Burn expired points of accounts',
    load: async () => (await import('../sweep/sweep.ts')).registerSweep,
  },
  {
    name: 'cause',
    summary: 'List causes, add them, pay them out',
    load: async () => (await import('../cause/register-cause.ts')).registerCause,
  },
  {
    name: 'network',
    summary: 'Admit brands, pause, see and set who runs the network',
    load: async () => (await import('../network/register-network.ts')).registerNetwork,
  },
  {
    name: 'audit',
    summary: 'Recompute everything from the chain alone and compare',
    load: async () => (await import('../audit/audit.ts')).registerAudit,
  },
  {
    name: 'key',
    summary: 'Make and list keys',
    load: async () => (await import('../key/register-key.ts')).registerKey,
  },
]
