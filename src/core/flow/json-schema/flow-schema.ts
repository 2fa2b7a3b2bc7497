import type { StepKit } from '../../steps/define-step.ts';
import { target } from '../../steps/fields.ts';
import { commonOutcomes, inheritable, whenAlone } from '../flow-defaults.ts';
import { languageList, text as titleText } from '../flow-header.ts';
import { names as interfaceNames } from '../flow-interface.ts';
import { mostEntries, mostPrompts } from '../flow-prompts.ts';
import { mostSteps, reservedTargets } from '../flow-steps.ts';
import { declaration, mostVariables, type variableTypes } from '../flow-vars.ts';
import { flowLanguage } from '../migrations/migration.ts';
import { name } from '../names.ts';
import { isObject } from '../record.ts';
import { keypad } from '../schema-findings.ts';
import { draft, fromZod, type JsonSchema, named, note, object, ref, schemaMember, text } from './json-schema.ts';

const step = (kit: StepKit): string => `step.${kit.type}`;
const namePattern = name.source;
const language = '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$';

/** The schema of `flow.jsonc`, for editors: what stands where, and what of it is needed. */
export function flowSchema(kits: ReadonlyMap<string, StepKit>): JsonSchema {
  const defs: { [name: string]: JsonSchema } = {
    target: { ...fromZod(target, 'target', {}), pattern: namePattern, description: 'The name of a step, or `repeat` or `back`.' },
    prompt: promptSchema,
    promptEntries: {
      anyOf: [ref('promptEntry'), { type: 'array', items: ref('promptEntry'), minItems: 1, maxItems: mostEntries }],
      description: 'The words; or a list: attempt n plays entry n, the last one repeats.',
    },
    promptEntry: {
      anyOf: [
        { type: 'string', pattern: '\\S' },
        object(
          {
            text: {
              type: 'string',
              pattern: '\\S',
              description: 'The words. They are the caption, and are spoken when there is no recording.',
              examples: ['Welcome to Contoso.'],
            },
            audio: {
              type: 'string',
              pattern: '\\.[wW][aA][vV]$',
              description: "A WAV file in the flow's `prompts` folder.",
              examples: ['welcome.wav'],
            },
            note,
          },
          { required: ['text'] },
        ),
      ],
    },
    step: anyStep(kits),
  };
  for (const kit of kits.values()) defs[step(kit)] = stepSchema(kit, defs);
  return {
    $schema: draft,
    title: 'A flow of Teams IVR',
    description: 'What callers of a line meet: steps by name, beginning with `start`.',
    ...object(
      {
        $schema: schemaMember,
        note,
        specVersion: { const: flowLanguage.version, description: 'The version of the flow language.' },
        name: {
          ...fromZod(titleText, 'name', defs),
          description: 'What people call this flow.',
          examples: ['Contoso main line'],
        },
        languages: {
          ...fromZod(languageList, 'languages', defs),
          items: { type: 'string', pattern: language },
          uniqueItems: true,
          description: 'What the flow can speak, as BCP 47 tags. The first is the default.',
          examples: [['en-US'], ['en-US', 'de-DE']],
        },
        timeZone: text(64, { description: 'Where dates and times are spoken, as an IANA name.', examples: ['Europe/Berlin'] }),
        start: { ...ref('target'), description: 'The step that a call begins with.' },
        inputs: {
          ...fromZod(interfaceNames, 'inputs', defs),
          description: 'Variables that a calling flow gives.',
          examples: [['account']],
        },
        outputs: {
          ...fromZod(interfaceNames, 'outputs', defs),
          description: 'Variables that a calling flow may take.',
          examples: [['tier']],
        },
        vars: varsSchema(defs),
        defaults: defaultsSchema(kits, defs),
        prompts: named({ pattern: namePattern }, ref('prompt'), {
          maxProperties: mostPrompts,
          description: 'What is said, by name and language.',
        }),
        steps: named({ pattern: namePattern, not: { enum: [...reservedTargets] } }, ref('step'), {
          maxProperties: mostSteps,
          description: 'The steps, by name.',
        }),
      },
      { required: ['specVersion', 'name', 'languages', 'start', 'steps'] },
    ),
    $defs: defs,
  };
}

const promptSchema: JsonSchema = {
  anyOf: [ref('promptEntries'), named({ pattern: language }, ref('promptEntries'))],
  description: 'The words, by language; a flow of one language may leave the language out.',
  examples: [{ 'en-US': 'Welcome to Contoso.' }, { 'en-US': ['For sales press 1, for support press 2.', 'Press 1 or 2.'] }],
};

/** A step is told apart by its `type`, so that an editor complains of the member that is wrong and not of every type there is. */
function anyStep(kits: ReadonlyMap<string, StepKit>): JsonSchema {
  const all = [...kits.values()];
  return {
    type: 'object',
    required: ['type'],
    properties: {
      type: {
        description: 'What the step does.',
        oneOf: all.map(({ type, summary }) => ({ const: type, description: summary })),
      },
    },
    allOf: all.map((kit) => ({
      if: { properties: { type: { const: kit.type } }, required: ['type'] },
      // biome-ignore lint/suspicious/noThenProperty: it is a word of JSON Schema.
      then: ref(step(kit)),
    })),
  };
}

function stepSchema(kit: StepKit, defs: { [name: string]: JsonSchema }): JsonSchema {
  const { properties, required, type, ...own } = fromZod(kit.schema, step(kit), defs);
  if (type !== 'object') throw new Error(`the schema of "${kit.type}" is no object`); // A fault of ours.
  return {
    ...own,
    ...object(
      {
        type: { const: kit.type },
        note,
        ...membersOf(properties),
        on: onSchema(kit),
      },
      { description: kit.summary, required: ['type', ...listOf(required)] },
    ),
  };
}

const membersOf = (properties: unknown): { readonly [member: string]: JsonSchema } =>
  isObject(properties) ? (properties as { readonly [member: string]: JsonSchema }) : {}; // Of a schema, so each one is a schema.
const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function onSchema({ outcomes, outcomeGroup: group }: StepKit): JsonSchema {
  const lead = (summary: string): JsonSchema => ({ ...ref('target'), description: `Where it goes on when ${summary}.` });
  const inner = group === undefined ? '' : group.fits.source.replace(/^\^|\$$/g, '');
  return {
    ...object(
      {
        ...Object.fromEntries(Object.entries(outcomes).map(([outcome, { summary }]) => [outcome, lead(summary)])),
        ...(group !== undefined && {
          [group.name]: named({ pattern: group.fits.source }, ref('target'), { description: `By ${group.summary}.` }),
        }),
        error: lead(outcomes.error?.summary ?? 'something failed'),
        loop: lead('the call has gone round too often'),
      },
      { description: 'Where outcomes lead, beside the normal way out.' },
    ),
    ...(group !== undefined && { patternProperties: { [`^${group.name}\\.(${inner})$`]: ref('target') } }),
  };
}

function varsSchema(defs: { [name: string]: JsonSchema }): JsonSchema {
  const jsonType: { readonly [type in (typeof variableTypes)[number]]?: string } = {
    string: 'string',
    number: 'number',
    boolean: 'boolean',
    list: 'array',
    map: 'object',
  };
  const declared = {
    ...fromZod(declaration, 'var', defs),
    examples: [{ type: 'string', sensitive: true }],
    allOf: Object.entries(jsonType).map(([type, json]) => ({
      if: { properties: { type: { const: type } } },
      // biome-ignore lint/suspicious/noThenProperty: it is a word of JSON Schema.
      then: { properties: { initial: { type: json } } },
    })),
  };
  return named({ pattern: '^[A-Za-z_][A-Za-z0-9_]{0,63}$' }, declared, {
    maxProperties: mostVariables,
    description: 'The variables, by name.',
  });
}

const inheritedInWords: { readonly [member in keyof typeof inheritable]: string } = {
  timeout: 'How long a caller may be silent after a prompt.',
  interDigitTimeout: 'How long a caller may wait between two digits.',
  maxAttempts: 'How often a caller may be silent or wrong, both together.',
  bargeIn: 'Whether a key interrupts a prompt.',
};

function defaultsSchema(kits: ReadonlyMap<string, StepKit>, defs: { [name: string]: JsonSchema }): JsonSchema {
  const outcomes = new Set<string>([...commonOutcomes, ...[...kits.values()].flatMap((kit) => Object.keys(kit.outcomes))]);
  return object(
    {
      ...Object.fromEntries(
        Object.entries(inheritable).map(([member, schema]) => [
          member,
          { ...fromZod(schema, member, defs), description: inheritedInWords[member as keyof typeof inheritable] },
        ]),
      ),
      whenAlone: {
        ...fromZod(whenAlone, 'whenAlone', defs),
        description: 'How long the bot stays in a call with several people that everybody else has left. Default 30s.',
      },
      keys: named({ enum: [...keypad] }, ref('target'), {
        description: 'Keys that work in every menu: key to step.',
        examples: [{ '0': 'operator', '*': 'repeat', '#': 'back' }],
      }),
      on: object(Object.fromEntries([...outcomes].map((outcome) => [outcome, ref('target')])), {
        description: 'Where outcomes lead that a step does not declare itself.',
      }),
      note,
    },
    { description: 'What holds for every step that does not say otherwise.' },
  );
}
