import { type Sentence, time } from './phrases.ts'

/** Causes. */
export const causes: Record<string, Sentence> = {
  UnknownCause: ({ causeId }) => [`There is no cause ${causeId}.`, '`points cause list` shows them.'],
  ZeroPayout: () => ['A cause needs a payout address.', 'Give one that is not zero.'],
  EmptyName: () => ['A cause needs a name and a registration number.', 'Give both.'],
  NoProposal: ({ causeId }) => [`No other payout address is proposed for cause ${causeId}.`, 'Propose one first.'],
  ProposalNotDue: ({ applicableAt }) => [
    `The proposed payout address can be applied from ${time(applicableAt)} on.`,
    'Until then the cause may cancel it.',
  ],
  ProposalLapsed: ({ lapsedAt }) => [
    `The proposed payout address lapsed on ${time(lapsedAt)}.`,
    'Propose it again: the cause gets another 14 days.',
  ],
  CannotConnect: ({ hub }) => [
    `The registry cannot be connected to ${hub}.`,
    'It is connected once, by its deployer, to the hub that names it.',
  ],
  NotConnected: () => ['The cause registry is not connected to a hub yet.', 'Finish the deployment.'],
  NoCauseCredit: ({ causeId }) => [`Cause ${causeId} has no credit to withdraw.`, 'Nothing was moved.'],
  AlreadySo: ({ causeId, active }) => [
    `Cause ${causeId} is ${active ? 'active' : 'inactive'} already.`,
    'Nothing to do.',
  ],
}
