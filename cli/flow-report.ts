import { relative } from 'node:path';
import { checkFolder } from '../src/adapters/flow-folder/check-folder.ts';
import { fitWav } from '../src/adapters/prompts/fit-wav.ts';
import { renderFindings } from '../src/core/flow/render-findings.ts';
import { stepKits } from '../src/core/steps/registry.ts';

/** What `teams-ivr check` has to say about the flows, with places as seen from the working directory; `` when all is well. */
export async function reportFlows(flowsDir: string): Promise<string> {
  const here = relative(process.cwd(), flowsDir);
  const folder = here === '' || here.startsWith('..') ? flowsDir : here;
  const { findings, sources } = await checkFolder(folder, { kits: stepKits, fitWav });
  return findings.length === 0 ? '' : renderFindings(findings, sources);
}
