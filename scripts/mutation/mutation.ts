/** One planted fault: `find` stands exactly once in the file, and what it becomes breaks the rule. */
export interface Mutation {
  readonly file: string
  readonly find: string
  readonly replace: string
  /** What the fault does. */
  readonly breaks: string
  /** Rule of the design (R), invariant (I) or both that it breaks. */
  readonly rule: string
  /** Test file below test/contracts that must catch it. */
  readonly killedBy: string
}
