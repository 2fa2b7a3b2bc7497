/** For the test, which is TypeScript. */
export function newStep(type: string | undefined, place: { readonly root: string }): readonly string[];
