import { strict as assert } from 'node:assert'
import { Changes } from '../../../service/http/changes.ts'

describe('Changes', () => {
  it('counts everybody who watches, also where several watch the same intent', () => {
    const changes = new Changes()
    const ends = ['a', 'a', 'b'].map((id) => changes.watch(id, () => undefined))
    assert.equal(changes.watched, 3)
    for (const end of ends) end()
    assert.equal(changes.watched, 0)
  })

  it('counts nobody out twice', () => {
    const changes = new Changes()
    const end = changes.watch('a', () => undefined)
    changes.watch('a', () => undefined)
    end()
    end()
    assert.equal(changes.watched, 1)
  })
})
