import { valueInTodaysVersion } from '../../core/flow/migrations/migration.ts';
import { flowNames, textOf, type WorkspaceTexts } from '../../core/flow/published/workspace-texts.ts';
import { isObject } from '../../core/flow/record.ts';
import type { DraftTexts, Publishing } from '../../ports/publishing.ts';
import type { flowsListed } from './answers.ts';
import type { Shown } from './described.ts';

type FlowListed = Shown<typeof flowsListed>['flows'][number];

/** Every flow that is live or drafted, by name. */
export async function listFlows(desk: Publishing): Promise<readonly FlowListed[]> {
  const { aliases } = await desk.overview();
  const [live, draft, findings, changes] = await Promise.all([
    desk.texts('live'),
    desk.texts('draft'),
    desk.findings('draft'),
    desk.changes('live', 'draft'),
  ]);
  const releases = await Promise.all(
    Object.keys(aliases).map(async (alias) => [alias, (await desk.texts(alias))?.flows ?? {}] as const),
  );
  const names = [...new Set([live, draft].flatMap((held) => (held === undefined ? [] : flowNames(held.texts))))].sort();
  return names.map((name) => {
    const path = `${name}/flow.jsonc`;
    const [old, young] = [live, draft].map((held) => held && textOf(held.texts, path));
    const own = (findings ?? []).filter(({ place }) => place.file === path);
    const errors = own.filter(({ severity }) => severity === 'error').length;
    const title = titleIn(young ?? old ?? '');
    const isChanged = changes?.some(({ flow }) => flow === name) === true;
    return {
      name,
      ...(title !== undefined && { title }),
      versions: Object.fromEntries(
        releases.flatMap(([alias, flows]) => (flows[name] === undefined ? [] : [[alias, flows[name]]])),
      ),
      draft:
        draft === undefined ? 'none' : young === undefined ? 'gone' : old === undefined ? 'new' : isChanged ? 'changed' : 'same',
      errors,
      warnings: own.length - errors,
    };
  });
}

function titleIn(text: string): string | undefined {
  const document = valueInTodaysVersion(text);
  return isObject(document) && typeof document.name === 'string' ? document.name : undefined;
}

/** A workspace as it is handed in. */
export function asDraft({ files, audio }: WorkspaceTexts): DraftTexts {
  return {
    files,
    audio: Object.fromEntries(Object.entries(audio).flatMap(([path, sound]) => ('hash' in sound ? [[path, sound.hash]] : []))),
  };
}

/** Of one flow, by file name. */
export function soundsOf(texts: WorkspaceTexts, flow: string): { readonly [file: string]: string } {
  const prefix = `${flow}/prompts/`;
  return Object.fromEntries(
    Object.entries(asDraft(texts).audio).flatMap(([path, hash]) =>
      path.startsWith(prefix) ? [[path.slice(prefix.length), hash]] : [],
    ),
  );
}
