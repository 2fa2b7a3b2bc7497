import type { Importer } from '../importer.ts';
import { readConnectFlow } from './connect-flow.ts';
import { importConnect } from './import-connect.ts';

/** Flows of Amazon Connect, in the form of today's flow designer, of the first one, and of the AWS command line. */
export const amazonConnect: Importer = {
  format: 'amazon-connect',
  title: 'a flow of Amazon Connect',
  exportedBy: '"Export flow" in the flow designer, or aws connect describe-contact-flow',
  recognises: (source) => readConnectFlow(source) !== undefined,
  read: importConnect,
};
