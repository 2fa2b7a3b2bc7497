import * as z from 'zod';
import '../../shared/zod-without-eval.ts';

/**
 * The calls that were asked for in this session of the browser: the API finds one by its id only. Of the people no more than
 * a contact's name is kept; a number stays with the bot.
 */
const askedCall = z.object({ id: z.string(), to: z.string() });
export type AskedCall = z.infer<typeof askedCall>;

type Drawer = Pick<Storage, 'getItem' | 'setItem'>;
const drawerKey = 'teams-ivr.console.outbound';
/** As many as can be looked after at once; the oldest are forgotten. */
export const mostAsked = 20;

export function readAskedCalls(drawer: Drawer): readonly AskedCall[] {
  try {
    return z.array(askedCall).parse(JSON.parse(drawer.getItem(drawerKey) ?? '[]'));
  } catch {
    return [];
  }
}

/** The latest first. The same call twice is one. */
export function withAskedCall(calls: readonly AskedCall[], asked: AskedCall): readonly AskedCall[] {
  return [asked, ...calls.filter(({ id }) => id !== asked.id)].slice(0, mostAsked);
}

export function keepAskedCalls(drawer: Drawer, calls: readonly AskedCall[]): void {
  try {
    drawer.setItem(drawerKey, JSON.stringify(calls));
  } catch {
    // Private windows may refuse; the list still holds until the page is left.
  }
}
