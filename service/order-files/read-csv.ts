import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { LINES_PER_READ } from './file-line.ts'
import { OrderFileError } from './order-file-error.ts'

export type CsvColumns<Name extends string> = Record<Name, { header: string; required: boolean }>

/** Text of each wanted column; a column that is not in the file is empty. */
export type CsvRow<Name extends string> = Record<Name, string>

type InfoRecord = { info: { lines: number }; record: string[] }

/** Reads CSV with a header line, in any order of columns; other columns are ignored. */
export async function* readCsv<Name extends string, Line>(
  bytes: AsyncIterable<Buffer>,
  columns: CsvColumns<Name>,
  toLine: (row: CsvRow<Name>, line: number) => Line,
): AsyncGenerator<Line[]> {
  const parser = parse({ bom: true, info: true, skip_empty_lines: true, record_delimiter: ['\n', '\r\n'] })
  const feeding = pipeline(Readable.from(bytes), parser)
  feeding.catch((error: unknown) => parser.destroy(error instanceof Error ? error : new Error(String(error))))
  let places: [Name, number][] | undefined
  let lines: Line[] = []
  try {
    for await (const { info, record } of parser as AsyncIterable<InfoRecord>) {
      if (!places) {
        places = findColumns(record, columns)
        continue
      }
      lines.push(toLine(pick(record, places), info.lines))
      if (lines.length < LINES_PER_READ) continue
      yield lines
      lines = []
    }
    await feeding
  } catch (error) {
    throw asOrderFileError(error)
  }
  if (!places) throw new OrderFileError('The file is empty. It needs a header line and at least one order line.')
  if (lines.length > 0) yield lines
}

function findColumns<Name extends string>(header: string[], columns: CsvColumns<Name>): [Name, number][] {
  const names = header.map((each) => each.trim().toLowerCase())
  const missing: string[] = []
  const places: [Name, number][] = []
  for (const [name, column] of Object.entries(columns) as [Name, CsvColumns<Name>[Name]][]) {
    const place = names.indexOf(column.header.toLowerCase())
    if (place < 0 && column.required) missing.push(column.header)
    places.push([name, place])
  }
  if (missing.length > 0) {
    const found = header.join(', ').slice(0, 200)
    const message = `column ${missing.join(', ')} is missing (found: ${found}). Add it or choose another --format.`
    throw new OrderFileError(message, { line: 1 })
  }
  return places
}

function pick<Name extends string>(record: string[], places: [Name, number][]): CsvRow<Name> {
  const row = {} as CsvRow<Name>
  for (const [name, place] of places) row[name] = place < 0 ? '' : (record[place] ?? '').trim()
  return row
}

function asOrderFileError(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  const line = typeof error['lines'] === 'number' ? error['lines'] : undefined
  const message = `this is no valid CSV: ${error.message}. Nothing was imported; correct the file and import again.`
  return new OrderFileError(message, { ...(line === undefined ? {} : { line }), cause: error })
}
