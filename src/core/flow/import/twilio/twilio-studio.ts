import { importedFolder } from '../imported-folder.ts';
import type { Importer } from '../importer.ts';
import { Surroundings } from '../surroundings.ts';
import { readStudioFlow } from './studio-flow.ts';
import { worldIn } from './world.ts';
import { writeFlow } from './write-flow.ts';

const exportedBy =
  'Studio shows it under "Show flow JSON" in the trigger of the flow; "twilio api:studio:v2:flows:fetch --sid FW... -o json" prints it, too';

/** Reads a flow of Twilio Studio: its definition, or what the API answers with the definition inside. */
export const twilioStudio: Importer = {
  format: 'twilio-studio',
  title: 'Twilio Studio',
  exportedBy,
  recognises: (source) => readStudioFlow(source) !== undefined,
  read: (source, { name, language, timeZone = 'UTC', kits }) => {
    const flow = readStudioFlow(source);
    if (flow === undefined)
      return { kind: 'refused', what: 'this is not a flow of Twilio Studio', fix: `give the JSON of one flow: ${exportedBy}` };
    const around = new Surroundings(timeZone);
    const title = (flow.title ?? name).slice(0, 200);
    const { document, remarks, carried, beginning } = writeFlow(flow, { title, language, timeZone, world: worldIn(around) });
    return {
      kind: 'imported',
      files: importedFolder({ name, document, beginning, around }, kits),
      remarks: [...remarks, ...around.remarks],
      carried: { ...carried, unit: 'widgets' },
    };
  },
};
