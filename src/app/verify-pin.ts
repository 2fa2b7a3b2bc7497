import type { Call } from '../core/call/call.ts';
import type { VerifyPin } from '../core/call/call-command.ts';
import { verificationOf } from '../core/flow/play/verification-of.ts';
import type { Verdict, Verification } from '../core/steps/verification.ts';
import type { Clock } from '../ports/clock.ts';
import type { DataRequests } from '../ports/data-requests.ts';
import type { FlowStore } from '../ports/flow-store.ts';
import type { Ledger } from '../ports/ledger.ts';
import { clear, countersFor, giveBack, isLocked, takeTry } from './lockout.ts';
import { isPin } from './pin-hash.ts';

export interface VerifyPorts {
  readonly flows: Pick<FlowStore, 'version'>;
  readonly ledger: Ledger;
  readonly requests?: DataRequests;
  readonly clock: Clock;
}

/**
 * Checks what a caller has typed, or whether they may type at all.
 *
 * 1. Fails closed: what cannot be counted or checked is undefined, which lets nobody through. Throws `Fault` when the ledger
 *    does not answer.
 * 2. A try is counted before it is made, so that several calls at once get no more of them.
 * 3. An account that does not exist costs the same as a wrong PIN. Nothing of PIN or account is logged (I8).
 */
export async function verifyPin(
  ports: VerifyPorts,
  call: Call,
  command: VerifyPin & { readonly number: number },
  deadline: number,
): Promise<Verdict | undefined> {
  const flow = await ports.flows.version(call.flow.name, call.flow.version);
  const asked = flow && verificationOf(flow, call, command.step, ports.clock.now());
  if (asked === undefined) return undefined;
  const place = [call.flow.name, call.frames?.at(-1)?.called ?? '', command.step].join('/');
  const counters = countersFor(place, call, asked.account, asked.lockout);
  if (command.what === 'lockout') return (await isLocked(ports, counters)) ? 'locked' : 'unlocked';
  const taken = await takeTry(ports, counters);
  if (taken === undefined) return 'locked';
  const right = await isRight(ports, { asked, call, command, deadline });
  if (right === undefined) await giveBack(ports, counters);
  else if (right) await clear(ports, counters);
  else return taken.left === 0 ? 'locked' : 'wrong';
  return right ? 'right' : undefined;
}

interface Try {
  readonly asked: Verification;
  readonly call: Call;
  readonly command: VerifyPin & { readonly number: number };
  readonly deadline: number;
}

async function isRight(ports: VerifyPorts, { asked, call, command, deadline }: Try): Promise<boolean | undefined> {
  const { by, pin } = asked;
  if (by.kind === 'hash') return isPin(pin, by.known, by.likeThis);
  const { step, idempotencyKey, timeoutMs } = command;
  const answer = await ports.requests?.send(call, { kind: 'sendRequest', step, idempotencyKey, timeoutMs }, deadline);
  return answer?.kind === 'response' ? by.judge(answer.status, answer.body ?? null) : undefined;
}
