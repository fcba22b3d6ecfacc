import { styleText } from 'node:util'
import type { Screen } from './status-table.ts'

/** What a start tells while it goes: one line per step, ticked off with its duration. */
export class Say {
  readonly #screen: Screen

  constructor(screen: Screen) {
    this.#screen = screen
  }

  line(text: string): void {
    this.#screen.write(`${text}\n`)
  }

  /** Runs a step, which gives its result and what to tell of it; on a terminal the line shows how far it is. */
  async step<Result>(
    name: string,
    work: (progress: (text: string) => void) => Promise<[Result, string]>,
  ): Promise<Result> {
    const started = performance.now()
    const shown = (mark: string, text: string): string => `  ${mark} ${name.padEnd(10)} ${text}`
    const progress = (text: string): void => this.#redraw(shown('…', text))
    progress('')
    try {
      const [result, told] = await work(progress)
      const [headline = '', ...more] = told.split('\n')
      const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`
      this.#redraw('')
      this.line(`${shown(this.#colour('green', '✔'), headline.padEnd(58))} ${this.#colour('dim', seconds.padStart(7))}`)
      for (const sentence of more) this.line(`      ${sentence}`)
      return result
    } catch (error) {
      this.#redraw('')
      this.line(shown(this.#colour('red', '✖'), 'failed'))
      throw error
    }
  }

  #colour(format: 'green' | 'red' | 'dim', text: string): string {
    return this.#screen.isTTY === true ? styleText(format, text, { validateStream: false }) : text
  }

  #redraw(text: string): void {
    if (this.#screen.isTTY === true) this.#screen.write(`\r\u001b[2K${text}`)
  }
}
