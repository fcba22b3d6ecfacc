import { expect } from 'chai'
import { formatter } from '../../../web/i18n/formatter.ts'
import { defaultPreferences, parsePreferences, writePreferences } from '../../../web/i18n/preferences.ts'

describe('amounts as text', () => {
  const english = formatter(defaultPreferences)

  it('are exact beyond what a floating-point number holds', () => {
    expect(english.points(123_456_789_012_345_678_901n)).to.equal('1,234,567,890,123,456,789.01')
  })

  it('are cut, never rounded up', () => {
    expect(english.money(1_999_999n)).to.equal('$1.99')
    expect(english.money(89_970n)).to.equal('$0.0899')
    expect(english.money(3n)).to.equal('$0.000003')
  })

  it('say another currency only where one is chosen', () => {
    expect(english.converted(1_000_000n)).to.equal(undefined)
    expect(formatter({ ...defaultPreferences, currency: 'EUR' }).converted(1_000_000n)).to.equal('€0.86')
  })

  it('keep their signs in place among words from right to left', () => {
    expect(formatter({ ...defaultPreferences, locale: 'ur' }).points(1_250n)).to.match(/^\u2066.*\u2069$/)
  })
})

describe('times as text', () => {
  const afternoon = BigInt(Date.UTC(2026, 10, 21, 14, 5) / 1000)

  it('are told as a language tells them, without letters of another', () => {
    const urdu = formatter({ ...defaultPreferences, locale: 'ur' }).dateTime(afternoon)
    expect(urdu).to.contain('14:05')
    expect(urdu).not.to.match(/[a-z]/i)
    expect(formatter(defaultPreferences).dateTime(afternoon)).to.match(/2:05\sPM|14:05/)
  })
})

describe('preferences in a cookie', () => {
  it('come back as they were written', () => {
    const chosen = { locale: 'ur', theme: 'dark', currency: 'PKR', timeZone: 'Asia/Karachi' } as const
    expect(parsePreferences(writePreferences(chosen))).to.deep.equal(chosen)
  })

  it('fall back where somebody wrote nonsense', () => {
    expect(parsePreferences('xx.pink.ABC.%E0%A4%A')).to.deep.equal(defaultPreferences)
  })
})
