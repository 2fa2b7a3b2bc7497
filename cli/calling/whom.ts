import type { z } from 'zod';
import { readJoinUrl } from '../../src/core/call/meeting.ts';
import { readObjectId } from '../../src/core/call/object-id.ts';
import { isPhoneNumber } from '../../src/core/call/phone-number.ts';
import { destination, type meetingDoor } from '../../src/edge/automation/bodies.ts';

/** Somebody, as the automation API takes them. */
export type Whom = z.input<typeof destination>;

/** What is wrong with something that was written. Never with what was written: it may be somebody's number (I8). */
export interface Wrong {
  readonly problem: string;
  readonly fix: string;
}

export type WhomRead = { readonly kind: 'whom'; readonly whom: Whom } | ({ readonly kind: 'wrong' } & Wrong);

export const whomHelp = `  WHO is a number in full (+441632960123), the name of a contact of contacts.jsonc, or an object id of Microsoft Entra
  with its kind: user:ID, application:ID, applicationInstance:ID.`;

/** Reads one WHO. */
export function readWhom(text: string): WhomRead {
  const [, kind, rest] = /^(user|application|applicationInstance|phone|contact):(.*)$/s.exec(text.trim()) ?? [];
  if (kind !== undefined && rest !== undefined) return readAs(kind as WhomKind, rest); // By the expression.
  return text.trim().startsWith('+') ? readAs('phone', text) : readAs('contact', text);
}

export const whomKinds = ['phone', 'user', 'contact', 'application', 'applicationInstance'] as const;
export type WhomKind = (typeof whomKinds)[number];

/** Reads somebody of whom it is known what they are. */
export function readAs(kind: WhomKind, text: string): WhomRead {
  const value = kind === 'phone' ? withoutGaps(text) : text.trim();
  // An object id that begins with a letter could be a contact's name, which nobody means.
  const isId = kind === 'contact' && readObjectId(value) !== undefined;
  const read = destination.safeParse({ [kind]: isId ? '' : value });
  return read.success ? { kind: 'whom', whom: read.data } : { kind: 'wrong', ...wrongAs(kind, text.trim()) };
}

/** As people write numbers. `(0)` stays, because nobody dials it: whoever wrote it has to say what is meant. */
const withoutGaps = (text: string): string => text.trim().replaceAll(/[\s.\-/]/g, '');

function wrongAs(kind: WhomKind, value: string): Wrong {
  const inFull = 'Write + and the country code, then digits only, for example +441632960123.';
  if (kind === 'phone') {
    if (/^\d[.,]\d+e\+?\d+$/i.test(value))
      return {
        problem: 'A spreadsheet has rounded the number.',
        fix: 'Format the column as text, and fill the number in again.',
      };
    return { problem: 'It is no number in full.', fix: inFull };
  }
  if (kind !== 'contact')
    return { problem: 'It is no object id.', fix: 'Copy it from Microsoft Entra: 8-4-4-4-12 hexadecimal digits.' };
  if (readObjectId(value) !== undefined)
    return { problem: 'An object id does not say what it is of.', fix: 'Write user:ID, or applicationInstance:ID.' };
  if (isPhoneNumber(`+${withoutGaps(value).replace(/^00?/, '')}`) || /^[\d\s()./-]+$/.test(value))
    return { problem: 'It is no number in full.', fix: inFull };
  if (value.includes('@'))
    return {
      problem: 'People in Teams are named by their object id.',
      fix: 'Write user:ID; "az ad user show --id ADDRESS --query id" says it.',
    };
  return { problem: 'It is no name of a contact.', fix: 'Write a name of contacts.jsonc, a number with +, or user:ID.' };
}

/** Into a meeting: `meeting:LINK`, or `meeting:ID` with the passcode behind another colon. */
export function readMeeting(text: string): { readonly meeting: z.input<typeof meetingDoor> } | Wrong | undefined {
  const [, where] = /^meeting:(.*)$/s.exec(text.trim()) ?? [];
  if (where === undefined) return undefined;
  if (readJoinUrl(where) !== undefined) return { meeting: { joinUrl: where } };
  const [, meetingId, passcode] = /^([\d ]{6,30})(?::(\S{1,60}))?$/.exec(where) ?? [];
  if (meetingId !== undefined) return { meeting: { meetingId, ...(passcode === undefined ? {} : { passcode }) } };
  return {
    problem: 'It is no link into a Teams meeting.',
    fix: 'Put the whole link in quotes: "meeting:https://teams.microsoft.com/...", or write meeting:ID:PASSCODE.',
  };
}
