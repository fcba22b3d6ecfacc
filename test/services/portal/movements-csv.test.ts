import { expect } from 'chai'
import { csvHead, csvLine } from '../../../web/features/history/movements-csv.ts'
import type { MovementRow } from '../../../web/graphql/rows.ts'

const row: MovementRow = {
  ...{
    id: '1',
    kind: 'donated',
    outBrandId: 1,
    outPoints: '123456789012345678',
    outLots: [],
    inBrandId: null,
    inPoints: null,
  },
  ...{
    inLots: null,
    value: '1',
    rate: '5',
    counterpart: null,
    causeId: 7,
    tillId: null,
    orderReference: null,
    sequence: null,
  },
  ...{ short: null, lapsed: null, time: '1790000000', block: '12', tx: '0xab', logIndex: 3 },
}

describe('csvLine', () => {
  const brands = new Map([[1, 'moor-coffee']])

  it('writes amounts digit by digit, however large or small', () => {
    const line = csvLine(row, { brands, causes: new Map([[7, 'Rivers']]) })
    expect(line).to.equal(
      '2026-09-21T14:13:20Z,donated,1234567890123456.78,moor-coffee,,,0.000001,,Rivers,,,,12,0xab\r\n',
    )
    expect(line.split(',').length).to.equal(csvHead.split(',').length)
  })

  it('keeps names from being formulas or breaking the line', () => {
    const causes = new Map([[7, '=HYPERLINK("http://x","y"), "hi"']])
    expect(csvLine(row, { brands, causes })).to.include(`"'=HYPERLINK(""http://x"",""y""), ""hi"""`)
  })
})
