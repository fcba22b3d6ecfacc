import type { LoggedEntry } from '../../service/access/read-log.ts'

/** An entry of the audit log as answers show it: enough to compute its hash again. */
export function describeEntry({
  brandId,
  sequence,
  at,
  actor,
  role,
  act,
  subject,
  detail,
  previous,
  hash,
}: LoggedEntry) {
  return {
    brandId,
    sequence: sequence.toString(),
    at: at.toISOString(),
    ...{ actor, role, act, subject, detail, previous, hash },
  }
}
