import { objectId } from '../../call/object-id.ts';
import { phoneNumber } from '../../call/phone-number.ts';
import { hostName, secretSetting } from '../environment/read-environment.ts';
import { name } from '../names.ts';
import { notifyMember } from '../read-notify.ts';
import { overrideSchema } from '../schedules/read-overrides.ts';
import { calendar, schedule } from '../schedules/read-schedules.ts';
import { contactKinds, line } from '../workspace.ts';
import { draft, fromZod, type JsonSchema, named, note, object, schemaMember, text } from './json-schema.ts';

const byName: JsonSchema = { pattern: name.source };
const anId: JsonSchema = {
  type: 'string',
  pattern: `^\\s*${objectId.source.replace(/^\^|\$$/g, '').replaceAll('a-f', 'a-fA-F')}\\s*$`,
  description: 'An object id, copied from Microsoft Entra.',
  examples: ['0a1b2c3d-0001-4567-89ab-cdef01234567'],
};
const aNumber: JsonSchema = {
  type: 'string',
  pattern: phoneNumber.source,
  description: 'A phone number in full: + and country code, digits only.',
  examples: ['+441632960111'],
};

/** `lines.jsonc`: who answers where. */
export function linesSchema(): JsonSchema {
  const { properties, ...rest } = fromZod(line, 'line', {});
  const members = { ...(properties as { readonly [member: string]: JsonSchema }) }; // Of an object's schema.
  return {
    $schema: draft,
    title: 'The lines of Teams IVR',
    description: 'Which flow answers where.',
    ...object(
      {
        $schema: schemaMember,
        note,
        lines: named(
          byName,
          {
            ...rest,
            properties: {
              ...members,
              applicationInstance: { ...anId, description: 'The resource account whose calls these are, by its object id.' },
              number: { ...aNumber, description: 'Its phone number. Without it the line calls no telephones of its own accord.' },
              flow: { ...members.flow, description: "The flow that answers: its folder's name.", examples: ['main-line'] },
              operator: {
                ...members.operator,
                description: 'The contact who gets the callers when the bot has lost its store.',
                examples: ['reception'],
              },
              note,
            },
          },
          { description: 'The lines, by name.' },
        ),
        default: {
          type: 'string',
          description: 'The line of every call that matches no other, such as a call to the bot itself.',
          examples: ['main'],
        },
      },
      { required: ['lines'] },
    ),
  };
}

const kindsInWords: { readonly [kind in (typeof contactKinds)[number]]: string } = {
  user: 'A person.',
  application: 'Another bot.',
  applicationInstance: 'A resource account: an auto attendant, a call queue or another bot.',
  phone: 'A telephone.',
  voicemail: 'The Teams voicemail of a person.',
};

/** `contacts.jsonc`: names for destinations. */
export function contactsSchema(): JsonSchema {
  const destinations = contactKinds.map((kind) => [
    kind,
    kind === 'phone' ? { ...aNumber, description: kindsInWords[kind] } : { ...anId, description: kindsInWords[kind] },
  ]);
  return {
    $schema: draft,
    title: 'The contacts of Teams IVR',
    description: 'Names for people, queues, bots and telephones: one file per environment, so that no flow changes on its way.',
    ...object(
      {
        $schema: schemaMember,
        note,
        contacts: named(
          byName,
          object(
            {
              ...Object.fromEntries(destinations),
              notify: {
                ...fromZod(notifyMember, 'contact', {}),
                description: 'How the contact is told of messages and of `notify` steps.',
              },
              note,
            },
            {
              // Who is only told needs no destination.
              anyOf: [{ oneOf: contactKinds.map((kind) => ({ required: [kind] })) }, { required: ['notify'] }],
              examples: [{ user: '0a1b2c3d-0001-4567-89ab-cdef01234567' }],
            },
          ),
          { description: 'The contacts, by name.' },
        ),
      },
      { required: ['contacts'] },
    ),
  };
}

const range = '\\s*\\d{1,2}:[0-5]\\d\\s*[-\\u2013]\\s*\\d{1,2}:[0-5]\\d\\s*';
const hours: JsonSchema = {
  anyOf: [
    { type: 'string', pattern: `^(open|closed|${range})$` },
    { type: 'array', items: { type: 'string', pattern: `^${range}$` }, minItems: 1, maxItems: 12 },
  ],
  description: '`open`, `closed`, or from and to; several ranges in a list; over midnight `22:00-06:00`.',
  examples: ['09:00-17:30', ['08:00-12:00', '13:00-17:00'], 'closed'],
};
const days: JsonSchema = {
  ...fromZod(calendar, 'calendar', {}),
  description: 'Name to day.',
  examples: [{ 'Christmas Day': '12-25', 'Easter Monday': 'easter+1', Thanksgiving: '4th thursday of november' }],
};

/** `schedules.jsonc`: when somebody is there. */
export function schedulesSchema(): JsonSchema {
  const { properties, ...rest } = fromZod(schedule, 'schedule', {});
  const members = { ...(properties as { readonly [member: string]: JsonSchema }) }; // Of an object's schema.
  return {
    $schema: draft,
    title: 'The schedules of Teams IVR',
    description: 'When somebody is there: what the step `hours` asks.',
    ...object(
      {
        $schema: schemaMember,
        note,
        schedules: named(
          byName,
          {
            ...rest,
            properties: {
              ...members,
              timeZone: { ...members.timeZone, description: 'An IANA time zone.', examples: ['Europe/Berlin'] },
              week: named({}, hours, {
                description: 'Days of the week to hours: `mon`, `mon-fri`, `sat,sun`, `daily`. What is not named is closed.',
                examples: [{ 'mon-fri': '09:00-17:00', sat: '10:00-14:00' }],
              }),
              exceptions: named(
                {},
                { anyOf: [{ const: 'holiday' }, hours] },
                {
                  description: 'Days that are unlike their weekday: dates, ranges, yearly days, `easter+1`.',
                  examples: [{ '2026-12-24': '09:00-12:00' }],
                },
              ),
              holidays: {
                type: 'array',
                items: { anyOf: [{ type: 'string' }, days] },
                maxItems: 20,
                description: 'Names in `holidays` of this file, or days in place.',
                examples: [['national', { 'Founders Day': '03-01' }]],
              },
              note,
            },
          },
          { description: 'The schedules, by name.' },
        ),
        holidays: named(byName, days, { description: 'Holidays that several schedules keep, by name.' }),
        overrides: named(byName, fromZod(overrideSchema, 'override', {}), {
          description: 'Thrown by hand: a schedule is open or closed, whatever else it says.',
          examples: [{ office: { state: 'closed', until: '2026-01-06T08:00', reason: 'storm' } }],
        }),
      },
      { required: ['schedules'] },
    ),
  };
}

/** `environment.jsonc`: what differs from one installation to the next. */
export function environmentSchema(): JsonSchema {
  return {
    $schema: draft,
    title: 'The environment of Teams IVR flows',
    description: 'What differs from one installation to the next, so that no flow changes on its way.',
    ...object({
      $schema: schemaMember,
      note,
      env: named(byName, text(1_000), {
        description: 'What flows see as `env.NAME`.',
        examples: [{ crm: 'https://crm.example.com/v1' }],
      }),
      secrets: named(
        byName,
        { type: 'string', pattern: secretSetting.source },
        {
          description: 'What requests see as `secret.NAME`: the setting that holds it. The secret itself never stands here.',
          examples: [{ crmKey: 'FLOW_SECRET_CRM_KEY' }],
        },
      ),
      hosts: {
        type: 'array',
        maxItems: 100,
        items: { type: 'string', pattern: hostName.source },
        description: 'Where requests may go.',
        examples: [['crm.example.com', '*.contoso.example']],
      },
    }),
  };
}
