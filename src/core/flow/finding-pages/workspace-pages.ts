// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { FindingPage } from './finding-page.ts';

export const workspacePages = {
  IVR501: {
    means: 'A contact has no destination, or several.',
    matters: 'Nobody could say where callers are to be sent.',
    mend: 'Write exactly one of `user`, `application`, `applicationInstance`, `phone`, `voicemail`.',
  },
  IVR502: {
    means: 'A user, a resource account or a bot is named by its object id in Microsoft Entra, and this is none.',
    matters: 'Microsoft finds nobody by it: the call would go nowhere.',
    mend: 'Copy the object id from the page of the user in the Microsoft Entra admin center; a resource account stands among the users. It has 8-4-4-4-12 hexadecimal digits.',
  },
  IVR503: {
    means: 'Not a phone number in its international form.',
    matters: 'It could not be dialled, or somebody else would be.',
    mend: 'Write + and the country code, digits only. `--fix` takes out spaces, brackets and dashes.',
  },
  IVR504: {
    means: 'A line leads to a flow that does not exist.',
    matters: 'Nobody answers this line.',
    mend: "Write the name of a flow's folder.",
  },
  IVR505: {
    means: '`default` names a line that does not exist.',
    matters: 'Calls that match no line are not answered.',
    mend: 'Write the name of a line.',
  },
  IVR506: {
    means: 'Two lines have the same resource account.',
    matters: 'Only one of them can be meant by a call.',
    mend: 'Give each line its own, or remove one.',
  },
  IVR507: {
    means: 'There is no `default` line.',
    matters: 'Calls that match no other line, such as calls to the bot itself, are not answered.',
    mend: 'Add `"default"` with the name of a line.',
  },
  IVR508: {
    means: 'A file of the workspace is missing or cannot be read.',
    matters: 'What it should say is not known; without `lines.jsonc` no call is answered.',
    mend: 'Write the file: the finding shows the shortest one. When it is there, save it as UTF-8 text.',
  },
  IVR510: {
    means: '`schedules.jsonc` has no schedule of this name.',
    matters: 'Nobody could say whether it is open.',
    mend: 'Write the name of a schedule, or add it.',
  },
  IVR511: {
    means: 'Not a time zone.',
    matters: 'Opening hours would be those of another place, or be wrong for half of the year.',
    mend: 'Write area and city, for example `Europe/Berlin`: its daylight saving comes with it.',
  },
  IVR512: {
    means: 'A range of hours is not understood.',
    matters: 'Callers would be turned away, or kept ringing, at the wrong time.',
    mend: 'Write `"08:00-12:00"` on the 24 hour clock. A range may end after midnight.',
  },
  IVR513: {
    means: 'Two ranges of one day overlap.',
    matters: 'Somebody has changed one and forgotten the other.',
    mend: 'Let one end before the next begins.',
  },
  IVR514: {
    means: 'A day of the week, date or holiday is not understood.',
    matters: 'It would never come.',
    mend: 'Write days as `mon`, `mon-fri`, `daily`; dates as `2026-12-24`, `12-25`, `1st monday of june`, `easter+1`.',
  },
  IVR515: {
    means: 'A day of the week has hours twice.',
    matters: 'Only one of them could count.',
    mend: 'Name it once.',
  },
  IVR516: {
    means: 'There are no holidays of this name.',
    matters: 'It would be open on them.',
    mend: 'Correct the name, or add them to `holidays`.',
  },
  IVR517: {
    means: 'It is not understood until when an override lasts.',
    matters: 'A closure that nobody ends keeps callers out for ever.',
    mend: 'Write a date and time such as `2026-01-06T08:00`, or leave it out.',
  },
  IVR518: {
    means: 'An override names a schedule that does not exist.',
    matters: 'It would open or close nothing: who has closed the office by hand would still be called.',
    mend: 'Write the name of a schedule of the same file, or remove the override.',
  },
  IVR519: {
    means: 'The schedule has no hour at which it is open.',
    matters: 'Every caller is told that it is closed.',
    mend: 'Give it hours.',
  },
  IVR520: {
    means: 'No schedule keeps these holidays.',
    matters: 'Somebody expects that it is closed on them, and it is open.',
    mend: 'Name them in the `holidays` of a schedule, or remove them.',
  },
  IVR530: {
    means: 'Not the name of a host.',
    matters: 'It could match nothing, or everything.',
    mend: 'Write the name alone: `crm.example.com`, or `*.example.com` for all below it.',
  },
  IVR531: {
    means: 'A secret must be named by the setting that holds it, which begins with `FLOW_SECRET_`.',
    matters: "A secret in a file is one that everybody with the file has; and no flow may read the bot's own.",
    mend: 'Put it into a setting such as `FLOW_SECRET_CRM_KEY`, and write that name.',
  },
  IVR540: {
    means: 'Two people of a directory have the same extension.',
    matters: 'Callers would get one when they mean the other.',
    mend: 'Give each their own.',
  },
  IVR541: {
    means: "The name has no letter that a telephone's keys have, and no extension.",
    matters: 'Nobody could ask for this person.',
    mend: 'Give the person an `extension`.',
  },
} as const satisfies { readonly [code: string]: FindingPage };
