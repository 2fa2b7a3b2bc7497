import type { Given, MockedAnswer } from '../../src/core/flow/conversations/conversation.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { HttpClient, HttpRequestOut, HttpResult } from '../../src/ports/http-client.ts';

export interface AskedOutside {
  /** The step at which the call stood. */
  readonly step: string | undefined;
  readonly url: string;
  readonly mocked: boolean;
}

export interface MockedWorld {
  readonly mocks: Given['mocks'];
  readonly clock: Clock;
  readonly currentStep: () => string | undefined;
  /** Every request is added to it. */
  readonly asked: AskedOutside[];
}

/**
 * The world outside as a conversation's `given.mock` has it; nothing leaves the process. Answers by the name of the step
 * that asks, or by URL: the whole of it, without its query, or with a `*` at its end. What nobody has mocked is unreachable,
 * so that no test depends on the world.
 */
export function mockedOutside({ mocks, clock, currentStep, asked }: MockedWorld): HttpClient {
  const given = new Map<string, number>();
  return {
    send: async (request) => {
      const step = currentStep();
      const name = Object.keys(mocks).find((key) => key === step || fits(key, request.url));
      const answers = name === undefined ? [] : (mocks[name] ?? []);
      const index = given.get(name ?? '') ?? 0;
      if (name !== undefined) given.set(name, index + 1);
      const answer = answers[Math.min(index, answers.length - 1)];
      asked.push({ step, url: request.url, mocked: answer !== undefined });
      return answer === undefined ? { kind: 'notSent', why: 'no mock answers here' } : answered(answer, request, clock);
    },
    close: async () => {},
  };
}

async function answered(answer: MockedAnswer, request: HttpRequestOut, clock: Clock): Promise<HttpResult> {
  if (answer.kind === 'error') return { kind: 'notSent', why: 'mocked: refused' };
  const delayMs = answer.kind === 'timeout' ? request.timeoutMs : answer.delayMs;
  if (delayMs > 0) await clock.sleep(Math.min(delayMs, request.timeoutMs));
  if (answer.kind === 'timeout' || delayMs >= request.timeoutMs) return { kind: 'unclear', why: 'mocked: timeout' };
  const { status, body } = answer;
  const [type, text] =
    body === undefined ? ['', ''] : 'json' in body ? ['application/json', JSON.stringify(body.json)] : ['text/plain', body.text];
  return {
    kind: 'answered',
    status,
    headers: type === '' ? {} : { 'content-type': type },
    body: new TextEncoder().encode(text),
  };
}

function fits(key: string, url: string): boolean {
  if (!/^https?:\/\//i.test(key)) return false;
  if (key.endsWith('*')) return url.startsWith(key.slice(0, -1));
  return url === key || url.split('?')[0] === key;
}
