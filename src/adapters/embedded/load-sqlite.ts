type Sqlite = typeof import('node:sqlite');

/**
 * Loads `node:sqlite` on first use, so that a process with another store never pays for it. Node 22 says once that the
 * module is experimental; we know, pin what we use under test, and keep that line out of the operator's console. Other
 * warnings pass.
 */
export function loadSqlite(): Sqlite {
  if (!process.versions.node.startsWith('22.')) return process.getBuiltinModule('node:sqlite');
  // Put back as it is and called with its own `this`.
  // oxlint-disable-next-line typescript/unbound-method
  const emitWarning = process.emitWarning;
  const withoutSqlite = (warning: string | Error, ...rest: unknown[]): void => {
    if (String(warning).startsWith('SQLite is an experimental feature')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  process.emitWarning = withoutSqlite;
  try {
    return process.getBuiltinModule('node:sqlite'); // Synchronous: nobody else's warning can fall into this window.
  } finally {
    process.emitWarning = emitWarning;
  }
}
