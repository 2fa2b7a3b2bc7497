import {
  type CoverageRow,
  consulting,
  graph,
  handOver,
  hunting,
  initiate,
  multiparty,
  oneCaller,
  request,
  room,
  row,
  told,
} from './coverage-row.ts';

/** Where callers are sent. */
export const sendingOn: readonly CoverageRow[] = [
  row(
    'transfer to a user, a bot, a resource account, a telephone',
    'POST /transfer',
    '`transfer`, `directory`, live calls',
    initiate,
    [
      oneCaller('to %s who answers ends the part of the bot'),
      oneCaller('to somebody who declines brings the caller back'),
      handOver('a caller on a telephone is answered, asked, and transferred to the application'),
      graph('requests', "a transfer that is answered ends the bot's leg with 200/7015"),
      graph('consultative-transfer', 'who declines leaves the caller with the bot'),
    ],
    [request('transfer to ${target.kind}'), told("'call-transfer-failed-subCode-casing.json'")],
  ),
  row(
    'consultative transfer to a user, a bot, a resource account, a telephone',
    'POST /transfer with `replacesCallId`',
    '`transfer` with `"mode": "consultative"`, `hunt`',
    initiate,
    [
      consulting('%s is asked while the caller waits, presses 1, and gets the caller'),
      consulting('%s that answers gets the caller, when nobody is to press a key'),
      consulting('without the permission to call people the flow goes another way'),
      hunting('the first declines, the second presses 1, and the caller is connected with the second'),
    ],
    [request("'consultative transfer'")],
  ),
  row(
    'transfer out of a call with several people',
    'POST /transfer with `transferee`',
    '`transfer`',
    initiate,
    [multiparty('the caller is transferred out of a call with several people')],
    [room('transferring one of several people')],
  ),
];
