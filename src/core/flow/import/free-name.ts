/** The wanted name, with a number behind it where that one is taken. */
export function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  // Only so many names are taken, so this ends.
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted.slice(0, 58)}${number}`;
    if (!isTaken(name)) return name;
  }
}
