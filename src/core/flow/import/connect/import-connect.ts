import type { Reading } from '../imported.ts';
import { importedFolder } from '../imported-folder.ts';
import type { ImportOptions } from '../importer.ts';
import { Surroundings } from '../surroundings.ts';
import { readConnectFlow } from './connect-flow.ts';
import { languagesOf } from './voices.ts';
import { worldIn } from './world.ts';
import { writeFlow } from './write-flow.ts';

/** An Amazon Connect flow as a flow of ours, with what it needs beside it, and with what could not be carried over. */
export function importConnect(source: unknown, { name, language, timeZone, kits }: ImportOptions): Reading {
  const flow = readConnectFlow(source);
  if (flow === undefined)
    return {
      kind: 'refused',
      what: 'this is not a flow of Amazon Connect',
      fix: 'choose "Export flow" in the flow designer, or take what "aws connect describe-contact-flow" prints',
    };
  const title = (flow.title ?? name).slice(0, 200);
  const languages = languagesOf(flow, language);
  const zone = timeZone ?? 'UTC';
  const around = new Surroundings(zone);
  const world = worldIn(around, { name, title, language: languages[0], timeZone: zone });
  const { document, remarks, carried, beginning } = writeFlow(flow, { title, languages, timeZone, world });
  return {
    kind: 'imported',
    files: importedFolder({ name, document, beginning, around }, kits),
    remarks: [...remarks, ...around.remarks],
    carried: { ...carried, unit: 'blocks' },
  };
}
