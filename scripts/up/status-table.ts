import { styleText } from 'node:util'

export type State = 'healthy' | 'restarting' | 'not answering'

/** One line of the table: what it is, where it is found, how it does. */
export interface StatusRow {
  what: string
  where: string
  state: State
  /** Shown beside the state where the table is redrawn; it may change all the time. */
  note?: string
}

export interface Screen {
  isTTY?: boolean
  write: (text: string) => unknown
}

const marks: Record<State, string> = { healthy: '●', restarting: '◌', 'not answering': '✖' }
const colours = { healthy: 'green', restarting: 'yellow', 'not answering': 'red' } as const

/** The table as text; `live` adds notes and colours. */
export function renderStatus(rows: readonly StatusRow[], live: boolean): string {
  const width = (pick: (row: StatusRow) => string): number => Math.max(...rows.map((row) => pick(row).length))
  const [what, where] = [width((row) => row.what), width((row) => row.where)]
  const style = (format: Parameters<typeof styleText>[0], text: string): string =>
    live ? styleText(format, text, { validateStream: false }) : text
  const head = `  ${'what'.padEnd(what)}   ${'where'.padEnd(where)}   state`
  const lines = rows.map((row) => {
    const state = style(colours[row.state], `${marks[row.state]} ${row.state}`)
    const note = live && row.note ? style('dim', ` · ${row.note}`) : ''
    return `  ${row.what.padEnd(what)}   ${row.where.padEnd(where)}   ${state}${note}`
  })
  return [style('dim', head), ...lines].join('\n')
}

/** Draws the table: in place on a terminal, elsewhere as a new table whenever a state changed. */
export class StatusTable {
  readonly #screen: Screen
  #drawn = ''
  #lines = 0

  constructor(screen: Screen) {
    this.#screen = screen
  }

  draw(rows: readonly StatusRow[], footer: string): void {
    const live = this.#screen.isTTY === true
    const text = `\n${renderStatus(rows, live)}\n\n${footer}\n`
    if (text === this.#drawn) return
    this.#screen.write(live || this.#drawn === '' ? `${this.#erase()}${text}` : `\n${renderStatus(rows, false)}\n`)
    this.#drawn = text
    this.#lines = text.split('\n').length - 1
  }

  /** Prints a sentence above the table. */
  tell(sentence: string): void {
    this.#screen.write(`${this.#erase()}${sentence}\n`)
    if (this.#screen.isTTY !== true || this.#lines === 0) return
    this.#screen.write(this.#drawn)
  }

  /** Leaves the table as it stands; what follows is printed below it. */
  release(): void {
    this.#lines = 0
  }

  #erase(): string {
    return this.#screen.isTTY === true && this.#lines > 0 ? `\u001b[${this.#lines}A\u001b[0J` : ''
  }
}
