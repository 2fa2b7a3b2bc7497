import { type Explanation, explanations } from './explanation.ts';

const nothing = 'Nothing to do.';

/**
 * How calls end, in the words that the bot itself writes into the history. A flow has words of its own besides (`hangup`,
 * `tag`), which only its author can explain.
 */
export const outcomes: readonly Explanation[] = explanations('outcome', 'the bot itself', [
  ['callerHungUp', 'The caller hung up', 'They had what they wanted, or had heard enough.', nothing, 'ordinary'],
  ['completed', 'The flow came to its end', 'A step led nowhere else, and the bot hung up.', nothing, 'ordinary'],
  ['transferred', 'The caller was transferred', 'They are with the person, queue or number that was named.', nothing, 'ordinary'],
  [
    'redirected',
    'The call was sent on before it was answered',
    'A "redirect" step, or "voicemail" before the call was answered.',
    nothing,
    'ordinary',
  ],
  ['rejected', 'The call was not taken', 'A "reject" step refused it.', nothing, 'ordinary'],
  [
    'notAnswered',
    'The call ended before it was answered',
    'The caller hung up while it rang, or the answer did not reach Microsoft in time.',
    'Nothing to do for single calls. For many: look at the time between "callArrived" and "answer" in the log.',
    'ordinary',
  ],
  [
    'endedByOperator',
    'Somebody who looks after calls ended it',
    '"hang-up" of the automation API, or "Hang up" in the console.',
    nothing,
    'ordinary',
  ],
  [
    'cancelled',
    'The bot called it off',
    'Another call had been placing it, and nobody needed it any more: the caller hung up, or somebody else took the call.',
    nothing,
    'ordinary',
  ],
  [
    'movedOn',
    'The caller was brought into another call',
    'An "invite" or "join" step, or an invitation from outside: the flow goes on there.',
    nothing,
    'ordinary',
  ],
  [
    'alone',
    'Everybody else had left',
    'The bot stays in such a call for "defaults.whenAlone", then it leaves.',
    nothing,
    'ordinary',
  ],
  [
    'notBrought',
    'The caller could not be brought into the other call',
    'Microsoft did not take the caller over, or the caller was gone by then.',
    'Look at the code of the call that the caller came from; the flow goes on there by "on.failed".',
    'unknown',
  ],
  [
    'error',
    'The flow had no way on, and the bot apologised',
    'A step failed, and neither its "on" nor "defaults.on" of the flow says what then.',
    'Look at the last step of the path, and give it "on.error".',
    'ours',
  ],
  [
    'failed',
    'The call could not go on',
    'Microsoft reported no end, or the version of the flow that the call had begun with could not be loaded.',
    'Look for "call.turn" and "flow" in the log at that time; run "teams-ivr doctor".',
    'unknown',
  ],
  [
    'noAnswer',
    'Nobody answered in time',
    'It rang, and nobody took the call.',
    'Nothing to do, or try another time.',
    'ordinary',
  ],
  ['declined', 'The person declined the call', 'Somebody pressed "decline".', nothing, 'ordinary'],
  ['busy', 'The person is busy', 'They are in another call.', 'Try later.', 'ordinary'],
  [
    'notReached',
    'Nobody was reached',
    'The call ended before anybody was there; Microsoft gave no reason.',
    'Look for "call.turn" in the log around it; try "teams-ivr doctor".',
    'unknown',
  ],
]);
