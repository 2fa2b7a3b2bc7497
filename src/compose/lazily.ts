/** Something that is loaded when it is first asked for: calls need none of it. */
export function lazily<Arguments extends readonly unknown[], Result>(
  open: () => Promise<(...given: Arguments) => Promise<Result>>,
): (...given: Arguments) => Promise<Result> {
  let opened: ReturnType<typeof open> | undefined;
  return async (...given) => {
    opened ??= open();
    return (await opened)(...given);
  };
}
