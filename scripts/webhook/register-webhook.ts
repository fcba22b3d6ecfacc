import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerWebhookAdd } from './add.ts'
import { registerWebhookList } from './list.ts'
import { registerWebhookRemove } from './remove.ts'
import { registerReplay } from './replay.ts'

export function registerWebhook(program: Command, io: Io): void {
  const summary = "Tell a brand's own systems what happens"
  const webhook = program
    .command('webhook')
    .summary(summary)
    .description(`${summary}, signed as Standard Webhooks says.`)
  for (const register of [registerWebhookAdd, registerWebhookList, registerReplay, registerWebhookRemove]) {
    register(webhook, io)
  }
}
