// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { FindingPage } from './finding-page.ts';

export const expressionsPages = {
  IVR401: {
    means: 'The expression cannot be read.',
    matters: 'The condition or value could not be worked out.',
    mend: 'Check brackets, quotes and operators around the place: equal is `==`, and is `&&`, or is `||`.',
  },
  IVR402: {
    means: 'An operator or function is given types that it does not take.',
    matters: 'It would fail in the middle of a call.',
    mend: 'Make the types fit, for example with `string(...)` or `double(...)`.',
  },
  IVR403: {
    means: 'The expression or step names a variable that `vars` does not declare.',
    matters: 'It would never have a value.',
    mend: 'Declare it in `vars`, or correct the name.',
  },
  IVR404: {
    means: 'The expression gives another type than is needed here.',
    matters: 'A condition must be true or false; a text cannot be put into a number.',
    mend: 'Write an expression that gives the type that is needed.',
  },
  IVR405: {
    means: 'The pattern could take so long on some input that the call would stand still, or is not a text in quotes.',
    matters: 'A caller could stop the bot with a few keys.',
    mend: 'Write it without repeats inside repeats, and begin it with `^`.',
  },
  IVR406: {
    means: 'The expression or text is longer than the language allows.',
    matters: 'It would take too long to work out or to listen to.',
    mend: 'Take it apart: expressions with `set` steps, texts into several prompts.',
  },
  IVR407: {
    means: 'A `${` is not closed, is empty, or there are too many.',
    matters: 'The caller would hear the signs instead of the value.',
    mend: 'Write `${vars.NAME}`. A dollar sign and brace to be spoken are written `$${`.',
  },
  IVR408: {
    means: 'The step writes another type into the variable than it is declared with, or its initial value is of another type.',
    matters: 'Expressions over it would fail in the middle of a call.',
    mend: 'Declare the variable with the type that is written, or as `any`.',
  },
  IVR409: {
    means: "A label that is kept after the call reads something that is the caller's.",
    matters: 'Reports are read by many and kept for long. They must say nothing of the caller.',
    mend: 'Keep a word that says enough, for example whether it is set.',
  },
  IVR410: {
    means: 'A sensitive variable stands in the query of an address.',
    matters: 'Every server on the way writes addresses into its logs.',
    mend: 'Send it in `body` or `headers`.',
  },
  IVR412: {
    means: 'A sensitive value is put into a variable that is not sensitive.',
    matters: 'From there it would be shown and kept like any other.',
    mend: 'Declare the variable that takes it as `sensitive`, too. What only compares or measures a value gives nothing away.',
  },
  IVR420: {
    means: 'The text of a message for people outside the call holds a sensitive variable, or one that was made of it.',
    matters: 'Messages are forwarded, searched and kept, and nobody can take them back.',
    mend: 'Say what people need to know without the value: whether it is set, or what kind it is.',
  },
  IVR421: {
    means: 'A sensitive value is given to an input of a called flow that is not declared sensitive.',
    matters: 'In the called flow it would be shown, kept and sent like any other value.',
    mend: 'Declare the input sensitive in the called flow.',
  },
  IVR422: {
    means: 'A sensitive output of a called flow is taken into a variable that is not sensitive.',
    matters: 'From there it would be shown, kept and sent like any other value.',
    mend: 'Declare the variable sensitive.',
  },
} as const satisfies { readonly [code: string]: FindingPage };
