import type { VarValue } from '../call/call.ts';

type Listed = VarValue & { readonly id: string; readonly kind: string; readonly who: string };

/** Who is in the call, as `listParticipants` has answered it; what does not look like somebody is left out. */
export function listedPeople(value: VarValue | undefined): readonly Listed[] {
  return Array.isArray(value) ? value.filter(isSomebodyListed) : [];
}

function isSomebodyListed(value: VarValue): value is Listed {
  return (
    typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' && typeof value.who === 'string'
  );
}
