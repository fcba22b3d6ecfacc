import type { IntentMessages } from '../../chain/intents/intent.ts'
import { ProblemError } from '../browser/problem-error.ts'
import type { PortalConfig } from '../server/portal-config.ts'
import type { Member } from '../server/session.ts'
import type { FlowEffect, FlowKind, FlowPart, FlowRecord } from './flow-record.ts'
import { addFlow, changeFlow, findFlow } from './flow-store.ts'
import { type Signing, readSigning, withNonces } from './signing.ts'

type Signed = 'member' | 'nonce' | 'deadline'
type Hub = Exclude<keyof IntentMessages, 'Claim'>

/** A hub verb to be signed; who, nonce and deadline are filled in. */
export type IntentDraft = { [verb in Hub]: { verb: verb; message: Omit<IntentMessages[verb], Signed> } }[Hub]

/** What a member wants to happen. */
export interface FlowRequest {
  kind: FlowKind
  effects?: FlowEffect[]
  summary?: Record<string, string>
  /** Verbs of the hub, each signed by the member … */
  intents?: IntentDraft[]
  /** … or anything else the relay takes: claims, operations of the account. */
  parts?: (signing: Signing) => Promise<FlowPart[]>
}

interface StartParameters {
  member: Member
  network: PortalConfig
  request: FlowRequest
}

/** Asks the member to sign and keeps what was signed; `FlowRunner` takes it from there. Gives the flow as it stands. */
export async function startFlow({ member, network, request }: StartParameters): Promise<FlowRecord> {
  const { intents = [], kind, effects = [], summary = {} } = request
  const id = crypto.randomUUID()
  const note = (asked: Signing | undefined): void => {
    const nonces = (asked?.freeNonces ?? []).slice(0, intents.length).map(String)
    const lives = asked === undefined ? 0 : Number(asked.deadline - asked.now) * 1000
    const times = { startedAt: Date.now(), endsAt: Date.now() + lives }
    addFlow({ id, account: member.account, kind, state: 'signing', ...times, nonces, parts: [], effects, summary })
  }
  try {
    const signing = await withNonces(async () => {
      const asked = await readSigning(member.account)
      note(asked)
      return asked
    })
    if (intents.length > signing.freeNonces.length) throw new ProblemError(409, 'busy', TOO_MUCH)
    const parts = (await request.parts?.(signing)) ?? (await signAll({ member, network, signing, intents }))
    return change(id, (record) => ({ ...record, state: 'sending', parts }))
  } catch (error) {
    // A session that is over, or no line: it is told like every other end.
    if (findFlow(id) === undefined) note(undefined)
    return change(id, (record) => ({ ...record, state: 'cancelled', problem: describe(error) }))
  }
}

const TOO_MUCH = 'Too much of yours is still under way. Wait until it is done.'

async function signAll({
  member,
  network,
  signing,
  intents,
}: Omit<StartParameters, 'request'> & { signing: Signing; intents: IntentDraft[] }): Promise<FlowPart[]> {
  // Signing brings the codecs and the wallet library along; a page that only reads never loads them.
  const { signDraft } = await import('./sign-draft.ts')
  const parts: FlowPart[] = []
  for (const [index, draft] of intents.entries()) {
    const nonce = signing.freeNonces[index] ?? 0n
    parts.push(await signDraft({ member, network, draft, nonce, deadline: signing.deadline }))
  }
  return parts
}

function change(id: string, how: (record: FlowRecord) => FlowRecord): FlowRecord {
  const record = changeFlow(id, how)
  if (!record) throw new Error('The browser has forgotten what was under way. Look at your activity.')
  return record
}

/** Why nothing was signed. `stopped` is the member's own doing. */
export function describe(error: unknown): { code: string; detail: string } {
  if (error instanceof ProblemError) return { code: error.code, detail: error.message }
  const name = error instanceof Error ? error.name : ''
  const stopped = ['NotAllowedError', 'AbortError', 'UserRejectedRequestError'].includes(name)
  if (stopped) return { code: 'stopped', detail: 'Signing was stopped.' }
  const said = error instanceof Error ? error.message.split('\n')[0] : undefined
  return { code: 'not-signed', detail: said ?? 'Signing failed.' }
}
