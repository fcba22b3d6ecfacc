/** An answer that tells of a person: it is kept under that person's own key. */
export class AboutPerson<answer> {
  readonly subject: string
  readonly answer: answer

  constructor(subject: string, answer: answer) {
    this.subject = subject
    this.answer = answer
  }
}
