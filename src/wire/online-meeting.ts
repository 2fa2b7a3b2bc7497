import { z } from 'zod';
import type { OnlineMeeting } from '../core/call/meeting.ts';
import { lenient, lenientList, lenientText } from './lenient.ts';

/** Graph's `onlineMeeting` (graph-calling, 1.10). A link is what it is made for, so without one it is none. */
const entity = z.object({
  id: z.string().min(1).max(512),
  joinWebUrl: z.url().max(2_000),
  subject: lenientText(256),
  videoTeleconferenceId: lenientText(64),
  joinMeetingIdSettings: lenient(z.object({ joinMeetingId: lenientText(64), passcode: lenientText(64) })),
});

/** Undefined when it is no meeting. */
export function readOnlineMeeting(body: Uint8Array): OnlineMeeting | undefined {
  return readOne(parseJson(body));
}

/** The first of a filtered list; `none` when the list is empty, undefined when it is no list. */
export function readFirstMeeting(body: Uint8Array): OnlineMeeting | 'none' | undefined {
  const read = z.object({ value: lenientList }).safeParse(parseJson(body));
  if (!read.success || !read.data.value) return undefined;
  return read.data.value.length === 0 ? 'none' : readOne(read.data.value[0]);
}

function readOne(value: unknown): OnlineMeeting | undefined {
  const read = entity.safeParse(value);
  if (!read.success) return undefined;
  const { id, joinWebUrl, subject, joinMeetingIdSettings: settings, videoTeleconferenceId } = read.data;
  return {
    id,
    joinUrl: joinWebUrl,
    ...(subject ? { subject } : {}),
    ...(settings?.joinMeetingId ? { joinMeetingId: settings.joinMeetingId } : {}),
    ...(settings?.passcode ? { passcode: settings.passcode } : {}),
    ...(videoTeleconferenceId ? { conferenceId: videoTeleconferenceId } : {}),
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
