import { Fault } from '../../core/call/fault.ts';
import { Unanswered } from './sdk-http-client.ts';

/** What one request to Cosmos DB came to, in our words. */
export type Answer<Body = undefined> =
  | { readonly kind: 'done'; readonly etag: string; readonly body: Body }
  /** 404: no such item. */
  | { readonly kind: 'missing' }
  /** 409: the id is taken. */
  | { readonly kind: 'exists' }
  /** 412: not the ETag that was asked for. */
  | { readonly kind: 'overtaken' }
  /** Certainly without effect, and worth repeating: 429, 449, a lagging replica, never sent. */
  | { readonly kind: 'notDone'; readonly why: string; readonly retryAfterMs?: number }
  /** No answer, or one that leaves open whether a write took effect: 408, 410, 5xx, a torn connection. */
  | { readonly kind: 'unclear'; readonly why: string };

/**
 * Reads what the SDK threw (learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb). Nothing of a
 * message is used: it may quote the document (I8).
 * @throws Fault for what repeating at once does not mend.
 */
export function readFailure(doing: string, error: unknown): Exclude<Answer, { kind: 'done' }> {
  if (error instanceof Fault) throw error; // For example of the credential.
  if (error instanceof Unanswered) return { kind: error.code === 'NOT_SENT' ? 'notDone' : 'unclear', why: error.code };
  const { status, substatus, retryAfterMs } = membersOf(error);
  switch (status) {
    case 404:
      return readMissing(doing, substatus);
    case 409:
      return { kind: 'exists' };
    case 412:
      return { kind: 'overtaken' };
    case 429:
      return { kind: 'notDone', why: 'HTTP_429', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    case 449:
      return { kind: 'notDone', why: 'HTTP_449' }; // "Retry With": two writes met inside the service.
    case 413:
      throw new Fault('RECORD_TOO_LARGE', `Cosmos DB could not ${doing}: the document is larger than it takes.`);
    case 400:
    case 401:
    case 403:
      // A role that was just assigned, a firewall rule, a wrong consistency: the sender may come again meanwhile.
      throw unavailable(doing, `HTTP_${status}`);
    default:
      return { kind: 'unclear', why: status === undefined ? 'UNREADABLE_ANSWER' : `HTTP_${status}` };
  }
}

/** A 404 may be about the item, the replica, or the container. */
export function readMissing(doing: string, substatus: number | undefined): Exclude<Answer, { kind: 'done' }> {
  if (substatus === readSessionNotAvailable) return { kind: 'notDone', why: 'SESSION_NOT_AVAILABLE' };
  if (substatus === ownerMissing) throw unavailable(doing, 'container or database missing');
  return { kind: 'missing' };
}

/** Nobody knows, or nothing happened; the same request may succeed later. */
export function unavailable(doing: string, why: string, retryAfterMs?: number): Fault {
  return new Fault('STORE_UNAVAILABLE', `Cosmos DB could not ${doing} (${why}).`, {
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

const readSessionNotAvailable = 1002;
const ownerMissing = 1003;

/** Members instead of classes: the SDK throws several kinds of objects, some of them plain. */
function membersOf(error: unknown): { status?: number; substatus?: number; retryAfterMs?: number } {
  if (typeof error !== 'object' || error === null) return {};
  const number = (name: string): number | undefined => {
    const value: unknown = name in error ? Reflect.get(error, name) : undefined;
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  const [status, substatus, retryAfterMs] = [number('code'), number('substatus'), number('retryAfterInMs')];
  return {
    ...(status === undefined ? {} : { status }),
    ...(substatus === undefined ? {} : { substatus }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
