/** A value that is there by construction; its absence is a mistake in the auditor, not in what it audits. */
export function present<value>(value: value | undefined): value {
  if (value === undefined)
    throw new Error('The auditor made a mistake: a value it relies on is not there. Please report it.')
  return value
}
