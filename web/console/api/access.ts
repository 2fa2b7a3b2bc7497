import * as z from 'zod'; // As a namespace: the bundle then leaves out what is not used.
import '../../shared/zod-without-eval.ts';

/** By what the API lets the page in. `machine`: nothing is shown, because the bot runs on this very machine. */
const accessSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('machine') }),
  z.object({ kind: z.literal('key'), key: z.string().min(1) }),
  z.object({ kind: z.literal('token'), token: z.string().min(1) }),
]);
export type Access = z.infer<typeof accessSchema>;

/** Below which the API lies: keys are checked by the host of the app, at a door of their own. */
export const apiRootFor = ({ kind }: Access): string => (kind === 'key' ? '/api/key' : '/api');

export function headersFor(access: Access): { readonly [name: string]: string } {
  switch (access.kind) {
    case 'machine':
      return {};
    case 'key':
      return { 'x-functions-key': access.key };
    case 'token':
      return { authorization: `Bearer ${access.token}` };
  }
}

/** As much as is wanted of a browser's storage. */
type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
const drawerKey = 'teams-ivr.console.access';

/**
 * Keys and tokens are kept in the storage of the session only: gone with the tab, never in an address, a cookie or on the
 * disk. Without storage the page asks again after a reload.
 */
export function keptAccess(drawer: Drawer): Access {
  try {
    return accessSchema.parse(JSON.parse(drawer.getItem(drawerKey) ?? 'null'));
  } catch {
    return { kind: 'machine' };
  }
}

export function keepAccess(drawer: Drawer, access: Access): void {
  try {
    if (access.kind === 'machine') drawer.removeItem(drawerKey);
    else drawer.setItem(drawerKey, JSON.stringify(access));
  } catch {
    // Private windows may refuse; it still holds until the page is left.
  }
}
