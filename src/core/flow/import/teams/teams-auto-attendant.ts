import type { Step } from '../draft.ts';
import { firstConversations } from '../first-conversations.ts';
import type { Imported, Refused } from '../imported.ts';
import type { Importer, ImportOptions } from '../importer.ts';
import { writtenFiles } from '../written-files.ts';
import { type Attendant, attendantSchema, numbersInsteadOfWords } from './attendant.ts';
import type { AttendantDraft } from './attendant-draft.ts';
import { ianaZone } from './windows-zones.ts';
import { writeAttendant } from './write-attendant.ts';

/** `Get-CsAutoAttendant -Identity ... | ConvertTo-Json -Depth 20 -EnumsAsStrings`. */
export const teamsAutoAttendant: Importer = {
  format: 'teams-auto-attendant',
  title: 'a Teams auto attendant, as PowerShell exports it',
  exportedBy: 'Get-CsAutoAttendant -Identity ID | ConvertTo-Json -Depth 20 -EnumsAsStrings',
  recognises: (source) => attendantsIn(source).length > 0,
  read: (source, options) => {
    const [only, ...more] = attendantsIn(source);
    if (only === undefined)
      return {
        kind: 'refused',
        what: 'this is no auto attendant',
        fix: 'export one with Get-CsAutoAttendant, as docs/importing.md says',
      };
    if (more.length > 0)
      return {
        kind: 'refused',
        what: `there are ${more.length + 1} auto attendants in this export`,
        fix: 'export them one by one: Get-CsAutoAttendant -Identity ID',
      };
    const parsed = attendantSchema.safeParse(only);
    return parsed.success ? written(parsed.data, options) : refusal(parsed.error.issues);
  },
};

function attendantsIn(source: unknown): readonly object[] {
  const all = Array.isArray(source) ? source.slice(0, 1_000) : [source];
  return all.filter((one): one is object => typeof one === 'object' && one !== null && 'DefaultCallFlow' in one);
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function refusal([issue]: readonly Issue[]): Refused {
  const path = (issue?.path ?? []).map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  const where = path.join('').replace(/^\./, '').slice(0, 300);
  if (issue?.message === numbersInsteadOfWords)
    return {
      kind: 'refused',
      what: `${where} is a number where a word should be`,
      fix: 'export with PowerShell 7 and -EnumsAsStrings: Get-CsAutoAttendant -Identity ID | ConvertTo-Json -Depth 20 -EnumsAsStrings',
    };
  return {
    kind: 'refused',
    what: `${where || 'the export'} is not as PowerShell writes it (${issue?.message ?? 'unknown'})`,
    fix: 'export it again with -Depth 20, and do not edit it',
  };
}

function written(attendant: Attendant, { name, language: wanted, timeZone: zone, kits }: ImportOptions): Imported {
  const language = languageOf(attendant.LanguageId) ?? wanted;
  const theirs = attendant.TimeZoneId ? ianaZone(attendant.TimeZoneId) : undefined;
  const timeZone = theirs ?? zone ?? 'UTC';
  const { draft, start } = writeAttendant(attendant, { language, timeZone });
  if (theirs === undefined && zone === undefined)
    draft.remark(
      'todo',
      'TimeZoneId',
      `the time zone "${attendant.TimeZoneId ?? ''}" is not known here`,
      'import again with --time-zone, for example Europe/Berlin',
    );
  const title = (attendant.Name?.trim() || name).slice(0, 200);
  const prompts = Object.fromEntries(Object.entries(draft.prompts).map(([prompt, text]) => [prompt, { [language]: text }]));
  const [account] = attendant.ApplicationInstances.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
  const documents: { [path: string]: object } = {
    [`${name}/flow.jsonc`]: {
      specVersion: 1,
      name: title,
      languages: [language],
      timeZone,
      start,
      prompts,
      steps: inCallOrder(draft.steps, start),
    },
    'lines.jsonc': {
      lines: { [name]: { ...(account === undefined ? {} : { applicationInstance: account.toLowerCase() }), flow: name } },
      default: name,
    },
  };
  if (Object.keys(draft.contacts).length > 0) documents['contacts.jsonc'] = { contacts: draft.contacts };
  if (Object.keys(draft.schedules).length > 0) documents['schedules.jsonc'] = { schedules: draft.schedules };
  const { steps, prompts: words, schedules } = draft;
  const first = firstConversations({
    start,
    language,
    steps,
    prompts: new Map(Object.entries(words)),
    schedules: Object.keys(schedules),
  });
  const files = {
    ...writtenFiles(documents, kits),
    ...(first !== undefined && { [`${name}/tests/conversations.txt`]: first }),
  };
  return {
    kind: 'imported',
    files: draft.hasDirectory ? { ...files, 'directories/staff.jsonc': directory } : files,
    remarks: draft.remarks,
    carried: { of: draft.parts, done: Math.max(0, draft.parts - draft.lost), unit: 'prompts, options and schedules' },
  };
}

/** The steps as a call comes to them: whoever reads the flow begins where callers do. */
function inCallOrder(steps: AttendantDraft['steps'], start: string): AttendantDraft['steps'] {
  const ordered = new Map<string, Step>();
  const visit = (name: string): void => {
    const step = steps[name];
    if (step === undefined || ordered.has(name)) return;
    ordered.set(name, step);
    for (const [, word] of JSON.stringify(step).matchAll(/"([A-Za-z][A-Za-z0-9_-]*)"/g))
      if (word !== undefined && Object.hasOwn(steps, word)) visit(word);
  };
  visit(start);
  return Object.fromEntries(ordered);
}

const directory = `// Whom callers can ask for by name or extension. Write names as they are said, given name first.
{
  "people": [{ "name": "Ada Example", "extension": "1234", "user": "00000000-0000-4000-8000-000000000001" }]
}
`;

function languageOf(id: string | null | undefined): string | undefined {
  try {
    return id ? Intl.getCanonicalLocales(id.trim())[0] : undefined;
  } catch {
    return undefined;
  }
}
