// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { FindingPage } from './finding-page.ts';

export const structurePages = {
  IVR001: {
    means:
      'The text is not JSON with comments: a comma, a bracket or a quote is missing or too much. Only the first place is told; what comes after is mostly its consequence.',
    matters: 'A flow that cannot be read is not served. The last good version goes on.',
    mend: 'Look at the place and a little before it. A missing comma and single quotes can be mended for you.',
  },
  IVR002: {
    means: 'An object names the same member twice.',
    matters: 'JSON would take the last one and say nothing, so a step or prompt that somebody wrote would never be used.',
    mend: 'Remove one of the two, or give it another name. `--fix` removes the first, which does not count anyhow.',
  },
  IVR003: {
    means: 'The file has more than a million characters.',
    matters: 'Every call loads its flow: a file of this size would slow the answer down.',
    mend: 'Split the flow into several that call each other with `subflow`.',
  },
  IVR004: {
    means: 'Lists and objects stand inside each other more than 50 levels deep.',
    matters: 'No flow needs that; it is a sign of a file that was put together by mistake.',
    mend: 'Check how the file was made, and take the levels out.',
  },
  IVR101: {
    means: 'A member of this name does not belong here.',
    matters:
      'It is almost always a typo: what was meant keeps its default, and the caller hears something else than was intended.',
    mend: 'Write the name that was meant, or remove the member. Notes for people go into `note` or a comment.',
  },
  IVR102: {
    means: 'A member that has no default is missing.',
    matters: 'The step would not know what to play, or where to go.',
    mend: 'Add it; the fix says what kind of value it takes.',
  },
  IVR103: {
    means: 'A value is of another kind than the member takes, or outside its bounds.',
    matters: 'The step could not be played as it was written.',
    mend: 'Write a value of the kind, and within the bounds, that the fix names.',
  },
  IVR104: {
    means: '`specVersion` is one that this bot does not know.',
    matters: 'A newer version may mean something else by the same words. Guessing would be unfair to the caller.',
    mend: 'Update the bot, or write the flow in a version that it knows: `teams-ivr migrate` rewrites older ones.',
  },
  IVR105: {
    means: 'The name of a step, prompt, variable, contact or line has signs that names cannot have, or is a reserved word.',
    matters: 'Names stand in pictures, reports and expressions, where these signs would mean something else.',
    mend: 'Use letters, digits, `-` and `_`, beginning with a letter, at most 64 characters.',
  },
  IVR106: {
    means:
      'The flow has more steps, prompts or variables than the language allows, or its variables take more at the start than a call holds.',
    matters: 'Nobody can follow such a flow, and each call carries it along.',
    mend: 'Split it into several flows that call each other with `subflow`. Long texts belong into prompts, not into initial values.',
  },
  IVR107: {
    means: 'A duration has no unit, an unknown one, or is outside its bounds.',
    matters: '`5` could be seconds or milliseconds: the caller would wait for the wrong time.',
    mend: 'Write a number and `ms`, `s`, `m` or `h`: `"5s"`.',
  },
  IVR108: {
    means:
      '`specVersion` is an older one. The flow runs as it always did: it is translated whenever it is read. So far there is one version only, and the example below is of a future one.',
    matters:
      'Documentation, editor and examples speak of the current version. Other quick fixes wait until the flow is written in it.',
    mend: '`teams-ivr check --fix` rewrites the flow with all its comments, and so does `teams-ivr migrate`, which changes nothing else.',
  },
} as const satisfies { readonly [code: string]: FindingPage };
