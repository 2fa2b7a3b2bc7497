import { objectId } from '../../call/object-id.ts';
import { phoneNumber } from '../../call/phone-number.ts';
import { tenantLacks } from '../../call/tenant-setup.ts';
import { contactBehaviours } from '../conversations/conversation.ts';
import { mostConversations, mostSteps } from '../conversations/read-conversations.ts';
import { answerMembers, callerMembers, overrideMembers } from '../conversations/read-given.ts';
import { expectations } from '../conversations/script-step.ts';
import { draft, fromZod, type JsonSchema, named, note, object, ref, schemaMember, text } from './json-schema.ts';

/** A note here may be more than a text. */
const anything: JsonSchema = { description: note.description, examples: note.examples };

const duration: JsonSchema = { type: 'string', pattern: '^\\s*\\d{1,6}(\\.\\d{1,3})?(ms|s|m|h)\\s*$', examples: ['5s'] };

/** The words after which something must follow, those after which nothing may, and `end`, which may have an outcome. */
const alone = ['record', 'reject'];
const withName = expectations.filter((word) => !alone.includes(word) && word !== 'end' && word !== 'var');
const expectation = `^\\s*((${alone.join('|')})\\s*$|end(\\s|$)|(${withName.join('|')})\\s+\\S|var\\s+[A-Za-z_][A-Za-z0-9_]*\\s*==?\\s*\\S)`;

const steps: { readonly [word: string]: JsonSchema } = {
  hear: {
    type: 'string',
    pattern: '\\S',
    description: 'Waits until a prompt with these words begins; `/words/i` is a pattern.',
    examples: ['Welcome'],
  },
  press: { type: 'string', pattern: '^[0-9*#]+$', description: 'Presses keys.', examples: ['123456#'] },
  silence: { ...duration, description: 'Says and presses nothing for so long.' },
  say: { ...duration, description: 'Speaks for so long.' },
  hangUp: { const: true, description: 'Hangs up.' },
  expect: {
    type: 'string',
    pattern: expectation,
    description: `Waits for what the bot does: ${expectations.join(', ')}.`,
    examples: ['transfer reception', 'voicemail frontDesk', 'record', 'end completed', 'step main', 'var tier = gold'],
  },
};

/** The `.jsonc` files of a flow's `tests/`. */
export function conversationsSchema(): JsonSchema {
  const defs: { [name: string]: JsonSchema } = {
    behaviour: { enum: [...contactBehaviours], description: 'How somebody behaves to whom the bot sends callers.' },
    lack: { enum: [...tenantLacks], description: 'A permission, or something else that an administrator sets up.' },
    step: {
      oneOf: Object.entries(steps).map(([word, value]) => object({ [word]: value, note: anything }, { required: [word] })),
      description: 'One thing that the caller does or waits for.',
    },
    given: givenSchema(),
  };
  defs.override = fromZod(overrideMembers, 'override', defs);
  defs.caller = callerSchema(defs);
  defs.answer = answerSchema(defs);
  return {
    $schema: draft,
    title: 'Conversations with a flow of Teams IVR',
    description: 'What callers do, and what must come of it. `teams-ivr test` plays them.',
    ...object(
      {
        $schema: schemaMember,
        note: anything,
        conversations: {
          type: 'array',
          description: 'What callers meet, one conversation after the other.',
          minItems: 1,
          maxItems: mostConversations,
          items: object(
            {
              name: text(200, {
                pattern: '\\S',
                description: 'What the caller meets, in a sentence.',
                examples: ['a silent caller reaches a person'],
              }),
              note: anything,
              given: ref('given'),
              steps: {
                type: 'array',
                minItems: 1,
                maxItems: mostSteps,
                items: ref('step'),
                description: 'What the caller does and waits for, in this order.',
                examples: [[{ hear: 'Welcome' }, { press: '1' }, { expect: 'transfer reception' }]],
              },
            },
            { required: ['name', 'steps'] },
          ),
        },
      },
      { required: ['conversations'] },
    ),
    $defs: defs,
  };
}

function givenSchema(): JsonSchema {
  const word: JsonSchema = { type: 'string', minLength: 1, maxLength: 200 };
  return {
    type: 'object',
    description: 'What the world is like. A member that is none of these is a contact: `{ "reception": "busy" }`.',
    properties: {
      at: { ...word, description: 'When the call comes.', examples: ['2026-11-23T10:00 Europe/Berlin'] },
      zone: { ...word, description: 'The time zone of `at`, where it names none.', examples: ['Europe/Berlin'] },
      caller: ref('caller'),
      language: { ...word, description: "What the caller's telephone is set to.", examples: ['de-DE'] },
      line: { ...word, description: 'The line that is called.', examples: ['main'] },
      hours: named(
        {},
        { anyOf: [{ enum: ['open', 'closed'] }, ref('override')] },
        {
          description: 'Schedules that are open or closed whatever time it is, until a time or for good.',
          examples: [{ office: 'closed' }, { office: { state: 'closed', until: '2026-11-24T08:00' } }],
        },
      ),
      vars: { type: 'object', description: 'What variables hold at the start.' },
      mock: named(
        {},
        { anyOf: [ref('answer'), { type: 'array', minItems: 1, items: ref('answer') }] },
        {
          description: 'What the outside answers, by step or URL; a list is given one after the other.',
          examples: [{ lookup: { status: 200, json: { tier: 'gold' } } }],
        },
      ),
      contacts: named({}, ref('behaviour'), { description: 'How contacts behave.', examples: [{ reception: 'busy' }] }),
      without: {
        anyOf: [ref('lack'), { type: 'array', minItems: 1, maxItems: tenantLacks.length, items: ref('lack') }],
        description: 'What the tenant has not consented to, or not set up: Microsoft refuses what needs it.',
        examples: ['Calls.AccessMedia.All', ['Calls.Initiate.All', 'number']],
      },
      note: anything,
    },
    additionalProperties: ref('behaviour'),
  };
}

function callerSchema(defs: { [name: string]: JsonSchema }): JsonSchema {
  const { properties, ...rest } = fromZod(callerMembers, 'caller', defs);
  const members = properties as { readonly [member: string]: JsonSchema }; // Of an object's schema.
  const phone: JsonSchema = { type: 'string', pattern: phoneNumber.source };
  const id = `^\\s*${objectId.source.replace(/^\^|\$$/g, '').replaceAll('a-f', 'a-fA-F')}\\s*$`;
  const one = (member: string, others: readonly string[]): JsonSchema => ({
    required: [member],
    properties: Object.fromEntries(others.map((other) => [other, false])),
  });
  return {
    description: 'Who calls.',
    anyOf: [
      { enum: ['user', 'withheld'] },
      phone,
      {
        ...rest,
        properties: { ...members, id: { ...members.id, pattern: id }, phone: { ...members.phone, ...phone } },
        anyOf: [
          one('phone', ['user', 'id', 'withheld']),
          one('withheld', ['user', 'id', 'phone']),
          { properties: { phone: false, withheld: false } },
        ],
      },
    ],
    examples: ['user', '+441632960123', { user: 'Ada Example' }],
  };
}

function answerSchema(defs: { [name: string]: JsonSchema }): JsonSchema {
  const { properties, ...rest } = fromZod(answerMembers, 'answer', defs);
  const members = properties as { readonly [member: string]: JsonSchema }; // Of an object's schema.
  return {
    description: 'An answer of the outside, `timeout`, or `error` for no connection.',
    anyOf: [
      { enum: ['timeout', 'error'] },
      {
        ...rest,
        properties: { ...members, delay: { ...duration, ...members.delay } },
        not: { required: ['json', 'text'] },
      },
    ],
  };
}
