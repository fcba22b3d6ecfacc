import type { Child } from './child.ts'

/** One running piece of the network. */
export interface Part {
  what: string
  where: string
  /** Throws when it does not answer; otherwise a word on how it does. */
  check: () => Promise<string>
  /** Present where we run it ourselves. */
  kept?: {
    first: Child
    again: () => Promise<Child>
    stop: NodeJS.Signals
    /** What must be done before it is told to end. */
    beforeStop?: () => Promise<void>
  }
}
