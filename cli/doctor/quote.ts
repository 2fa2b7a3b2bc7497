/** A value for a PowerShell or az command line, in single quotes where it is more than a plain word. */
export function quoted(value: string): string {
  return /^[A-Za-z0-9_.:/@-]+$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}
