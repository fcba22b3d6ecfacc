import { expect } from 'chai'
import type { Indexed } from './indexed.ts'

const NAMES = 'abcdefghijklmnopqrstuvwxyz'

/** Each of these is refused with a reason; nothing of it is answered. */
export async function expectLimits({ url, post }: Indexed): Promise<void> {
  const refused = async (query: string, why: RegExp, variables: Record<string, unknown> = {}): Promise<void> => {
    const text = await (await post({ query, variables })).text()
    expect(text, query).to.match(why)
    expect(JSON.parse(text), query).to.not.have.property('data')
  }
  await refused('{ movements(limit: 201) { items { id } } }', /at most 200 rows/)
  await refused('query ($n: Int) { movements(limit: $n) { items { id } } }', /at most 200 rows/, { n: 1_000 })
  await refused('query ($n: Int = 1000) { movements(limit: $n) { items { id } } }', /at most 200 rows/)
  await refused('{ ...a } fragment a on Query { lots(limit: 999) { items { points } } }', /at most 200 rows/)
  await refused('{ ...a } fragment a on Query { ...a }', /at most 300 fields/)
  const spreads = [...NAMES.slice(0, 20)].map(
    (name, i) => `fragment ${name} on Query { ...${NAMES[i + 1]} ...${NAMES[i + 1]} }`,
  )
  await refused(`{ ...a } ${spreads.join(' ')} fragment u on Query { _meta { status } }`, /at most 300 fields/)
  await refused('{ movements(offset: 1000000) { items { id } } }', /offset is at most/)
  const pages = [...NAMES.slice(0, 11)].map((name) => `${name}: lots(limit: 100) { items { points } }`)
  await refused(`{ ${pages.join(' ')} }`, /All pages together/)
  const aliases = [...NAMES].map((name) => `${name}: brand(id: 1) { code }`)
  await refused(`{ ${aliases.join(' ')} }`, /aliases/)
  await refused('{ __schema { types { fields { type { ofType { ofType { name } } } } } } }', /levels deep/)
  await refused(`{ ${'brand(id: 1) { code } '.repeat(200)} }`, /token/i)
  await refused('{ brands { items { code ', /Syntax Error/)
  await refused('{ brands(limit: -1) { items { code } } }', /at most 200 rows/)

  expect((await post('x'.repeat(20_000))).status).to.equal(413)
  expect((await post([{ query: '{ brands { items { code } } }' }])).status).to.equal(400)
  expect((await post('query=1')).headers.get('content-type')).to.equal('application/problem+json')
  for (const method of ['GET', 'PUT', 'DELETE']) {
    expect((await fetch(`${url}/graphql`, { method })).status, method).to.equal(405)
  }
}
