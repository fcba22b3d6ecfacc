import { strict as assert } from 'node:assert'
import { OpenStreams } from '../../../service/http/open-streams.ts'
import { RelayError } from '../../../service/relay/relay-error.ts'

const refused = (enter: () => unknown): unknown => {
  try {
    enter()
    return undefined
  } catch (error) {
    assert.ok(error instanceof RelayError)
    return [error.code, error.status]
  }
}

describe('open streams of events', () => {
  it('are refused to a connection that has its share, and to nobody else', () => {
    const streams = new OpenStreams(2)
    const [first] = [streams.enter('a'), streams.enter('a')]
    assert.deepEqual(
      refused(() => streams.enter('a')),
      ['TooManyStreams', 429],
    )
    streams.enter('b')
    first?.()
    streams.enter('a')
  })

  it('are counted out once', () => {
    const streams = new OpenStreams(2)
    const leave = streams.enter('a')
    streams.enter('a')
    leave()
    leave()
    streams.enter('a')
    assert.deepEqual(
      refused(() => streams.enter('a')),
      ['TooManyStreams', 429],
    )
  })

  it('are 2,000 at most, whoever opens them', () => {
    const streams = new OpenStreams(1)
    for (let origin = 0; origin < 2_000; origin += 1) streams.enter(String(origin))
    assert.deepEqual(
      refused(() => streams.enter('one more')),
      ['TooManyStreams', 503],
    )
  })
})
