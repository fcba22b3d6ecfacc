import { strict as assert } from 'node:assert'
import { readFile } from 'node:fs/promises'
import { ROLES } from '../../../service/access/actor.ts'
import { type BrandOperation, mayDo, PERMISSIONS } from '../../../service/access/permissions.ts'
import { apiDocument } from '../../../service/http/openapi/api-document.ts'

describe('the roles that docs/access.md tells', () => {
  it('are those of the code, operation by operation', async () => {
    const page = await readFile(new URL('../../../docs/access.md', import.meta.url), 'utf8')
    const { paths } = apiDocument()
    const places = new Map(
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => [
          operationId,
          `${method.toUpperCase()} \`${path}\``,
        ]),
      ),
    )
    const told = page.split('\n').flatMap((line) => {
      const [, id, place, ...roles] = line.split('|').map((cell) => cell.trim())
      return id !== undefined && /^(GET|POST) `/.test(place ?? '')
        ? [[id.slice(1, -1), place, roles.slice(0, ROLES.length)]]
        : []
    })
    const expected = (Object.keys(PERMISSIONS) as BrandOperation[]).map((id) => {
      return [id, places.get(id), ROLES.map((role) => (mayDo(role, id) ? 'yes' : ''))]
    })
    assert.deepEqual(told, expected)
  })

  it('stand in the OpenAPI document, too', () => {
    const operations = Object.values(apiDocument().paths).flatMap((methods) => Object.values(methods))
    for (const { operationId, description, security } of operations as Record<string, unknown>[]) {
      if (!JSON.stringify(security ?? []).includes('brand')) continue
      assert.equal(description, `Roles: ${PERMISSIONS[operationId as BrandOperation].join(', ')}.`)
    }
  })
})
