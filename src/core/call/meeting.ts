import { readObjectId } from './object-id.ts';

/** What leads into a meeting (graph-calling, 1.2). Passcodes and tokens are secrets: never logged (I8). */
export type MeetingDoor =
  /** Its chat and its organizer: what a join link says. */
  | {
      readonly kind: 'organizer';
      readonly threadId: string;
      /** `0` when the link names none. */
      readonly messageId: string;
      readonly replyChainMessageId?: string;
      readonly organizerId: string;
      /** The organizer's, when the link says it. */
      readonly tenantId?: string;
    }
  | { readonly kind: 'meetingId'; readonly meetingId: string; readonly passcode?: string }
  /** From an incoming invitation. */
  | { readonly kind: 'token'; readonly token: string };

/** Somebody's meeting that was made for a call, or looked up. */
export interface OnlineMeeting {
  readonly id: string;
  readonly joinUrl: string;
  readonly subject?: string;
  /** For people who dial in with keys. */
  readonly joinMeetingId?: string;
  readonly passcode?: string;
  /** For rooms that dial in; meetings are found by it. */
  readonly conferenceId?: string;
}

const joinPath = /^\/l\/meetup-join\/([^/]+)(?:\/([^/]+))?\/?$/;
const shortPath = /^\/meet\/(\d{6,20})\/?$/;

/**
 * Reads a meeting's link: the long form with thread, message and organizer, however it is escaped, and the short form with
 * id and passcode (graph-calling, 1.2). Undefined when it is not a link into a Teams meeting.
 */
export function readJoinUrl(text: string): MeetingDoor | undefined {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (url?.protocol !== 'https:' || !isTeams(url.hostname)) return undefined;
  const [, meetingId] = shortPath.exec(url.pathname) ?? [];
  if (meetingId !== undefined) {
    const passcode = url.searchParams.get('p');
    return { kind: 'meetingId', meetingId, ...(passcode ? { passcode } : {}) };
  }
  const [, thread, message] = joinPath.exec(unescaped(url.pathname) ?? '') ?? joinPath.exec(url.pathname) ?? [];
  const threadId = unescaped(thread ?? '');
  const context = readContext(url.searchParams.get('context') ?? '');
  if (!threadId || context === undefined) return undefined;
  return { kind: 'organizer', threadId, messageId: message ?? '0', ...context };
}

/** `teams.microsoft.com`, `teams.live.com`, and those of national clouds. */
function isTeams(host: string): boolean {
  return /(^|\.)teams\.(microsoft\.(com|us)|live\.com|cloud\.microsoft|microsoftonline\.cn)$/.test(host);
}

function readContext(
  text: string,
): { readonly organizerId: string; readonly tenantId?: string; readonly replyChainMessageId?: string } | undefined {
  for (const candidate of [text, unescaped(text)]) {
    const read = candidate === undefined ? undefined : parseJson(candidate);
    if (typeof read !== 'object' || read === null) continue;
    const { Oid, Tid, MessageId }: { Oid?: unknown; Tid?: unknown; MessageId?: unknown } = read;
    if (typeof Oid !== 'string' || readObjectId(Oid) === undefined) return undefined;
    return {
      organizerId: Oid,
      ...(typeof Tid === 'string' ? { tenantId: Tid } : {}),
      ...(typeof MessageId === 'string' ? { replyChainMessageId: MessageId } : {}),
    };
  }
  return undefined;
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
