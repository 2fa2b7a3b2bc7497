import { dirname } from 'node:path';

/** The app's folder, and that of the running file: commands may be started from anywhere. */
export function appFolders(): { readonly root: string; readonly beside: string } {
  const root = process.env.AzureWebJobsScriptRoot ?? process.cwd();
  return { root, beside: dirname(process.argv[1] ?? root) };
}
