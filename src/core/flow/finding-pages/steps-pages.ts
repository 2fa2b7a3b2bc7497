// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { FindingPage } from './finding-page.ts';

export const stepsPages = {
  IVR201: {
    means: 'No step has this `type`.',
    matters: 'The step cannot be played.',
    mend: "Write a type of [the reference](../steps.md). For the name of one of Microsoft's operations the fix says which step does it, or why none can: [what is covered](../graph-coverage.md).",
  },
  IVR202: {
    means: 'A way out, a global key or `start` names a step that does not exist.',
    matters: 'A caller who went that way would get an apology, and the line would be cut.',
    mend: 'Write the name of a step, or `repeat` or `back`; or add the step.',
  },
  IVR203: {
    means: '`on` names an outcome that this type of step does not have.',
    matters: 'What was meant would never happen.',
    mend: 'Write one of the outcomes that the fix lists.',
  },
  IVR204: {
    means: 'No way leads to this step.',
    matters:
      'It costs nobody anything at run time, but somebody wrote it for a reason: a way to it has been forgotten or renamed.',
    mend: 'Lead to it, or remove it.',
  },
  IVR205: {
    means: 'An option or global key is not a key of a telephone.',
    matters: 'No caller could press it.',
    mend: 'Use one of `0` to `9`, `*` and `#`.',
  },
  IVR206: {
    means: '`contacts.jsonc` has no contact of this name.',
    matters: 'The caller could not be put through.',
    mend: 'Write the name of a contact, or add it to `contacts.jsonc`.',
  },
  IVR207: {
    means: 'The contact is, for example, a telephone number where only a mailbox can be used.',
    matters: 'Microsoft would refuse, and the caller would get an apology.',
    mend: 'Use a contact of one of the kinds that the fix names.',
  },
  IVR210: {
    means:
      'Something that callers bring about, for example by pressing nothing, leads nowhere: neither the step nor the flow says what follows.',
    matters: "The caller hears the engine's apology, and the call ends, though nothing has failed.",
    mend: 'Lead the outcome that the finding names to a step: in the step, `"on": { "maxAttempts": "operator" }`, or once for all steps in `defaults.on`. A person is the best place.',
  },
  IVR211: {
    means: 'Some steps lead only to each other. Neither a key nor silence nor the number of attempts leads out.',
    matters: 'The caller goes round until the loop budget is used up, or hangs up angrily.',
    mend: 'Let a key or `on.maxAttempts` lead to a step that ends the call or puts the caller through.',
  },
  IVR212: {
    means: 'Steps that do not listen lead to each other, or one to itself, and nothing leads out.',
    matters:
      'The caller hears the same words again and again, and can do nothing about it, until the loop budget of 200 steps is used up.',
    mend: 'Let one of the steps lead on, or ask the caller in between.',
  },
  IVR213: {
    means: 'Steps that do not listen can follow each other in a circle. Something else than the caller decides when it ends.',
    matters:
      'A queue that rings and holds in turn is like this: whoever waits cannot leave a message instead. Without any pause it may also use up the loop budget.',
    mend: 'Put a menu into the circle, whose silence goes on. If it is meant as it is, say so in a comment: `// ivr-ignore IVR213` and the reason.',
  },
  IVR214: {
    means: 'From this menu no key, no silence and no later step leads to a person, or to a message that a person hears.',
    matters: 'Whoever has another wish than those that were foreseen has called in vain.',
    mend: 'Offer a person, for example with a global key: `"defaults": { "keys": { "0": "operator" } }`.',
  },
  IVR215: {
    means: 'The menu offers more than five choices.',
    matters: 'Callers forget the first by the time they hear the last.',
    mend: 'Offer the usual ones first, and the others in a second menu.',
  },
  IVR230: {
    means: 'A comment begins with `ivr-ignore`, but does not name a code and a reason.',
    matters: 'Nothing is silenced, and whoever reads the flow next does not learn why it should be.',
    mend: 'Write `// ivr-ignore IVR215 callers know these choices`, on the line of the finding or the one before.',
  },
  IVR231: {
    means: 'A comment silences a finding that is not there any more, or that is an error.',
    matters:
      'The comment would silence the next mistake of this kind unseen. Errors cannot be silenced, because callers would be hurt.',
    mend: 'Remove the comment.',
  },
  IVR240: {
    means: 'A `subflow` or `callback` names a flow that is not there.',
    matters: 'The caller would get an apology where another flow should take over, or would never be called back.',
    mend: "Write the name of a flow's folder.",
  },
  IVR241: {
    means: 'A flow calls itself, directly or through others.',
    matters: 'A caller could go round in it for ever.',
    mend: 'Let the called flow return, and decide in the calling one whether it is called again.',
  },
  IVR242: {
    means: 'The flow that is called has errors of its own.',
    matters: 'It could not be played, so neither can this one.',
    mend: 'Mend the called flow: its own findings say where.',
  },
  IVR243: {
    means:
      'A `with` or `into` of a `subflow`, or a `variables` of a `callback`, names something that the other flow does not declare.',
    matters: 'The value would get lost on its way, and a call back would be refused.',
    mend: 'Write a name that stands in `inputs` or `outputs` of the called flow; for a `callback`, one that stands in its `vars`.',
  },
  IVR244: {
    means: 'The flow that a `subflow` calls, or that a `callback` has somebody meet, needs a value that it is not given.',
    matters: 'It would go on with an empty one, and a call back would be refused.',
    mend: 'Give it in `with`, for a `callback` in `variables`, or give its variable an `initial` value there.',
  },
  IVR245: {
    means: '`inputs` or `outputs` names something that is not a variable of the flow.',
    matters: 'Whoever calls the flow could neither give nor take it.',
    mend: 'Declare it in `vars`, or correct the name.',
  },
  IVR246: {
    means: '`on.status` names something that is not a status of HTTP.',
    matters: 'No answer could ever have it.',
    mend: 'Write three digits such as `"404"`, or a class such as `"5xx"`.',
  },
  IVR247: {
    means: 'The address of a request does not begin with `https://`.',
    matters: 'What is sent could be read on the way.',
    mend: 'Use https.',
  },
  IVR248: {
    means: 'The address leads to a host that `environment.jsonc` does not allow.',
    matters: "The bot refuses to send it, so that no flow can carry callers' values anywhere it likes.",
    mend: 'Add the host to `hosts` in `environment.jsonc`, if it is to be trusted.',
  },
  IVR249: {
    means: 'A step tells a contact of something, and `contacts.jsonc` does not say how that contact is told.',
    matters: 'The call goes on, and nobody ever hears of it.',
    mend: 'Give the contact a `notify` in `contacts.jsonc`: a webhook, a workflow of Teams, or a mail address.',
  },
  IVR250: {
    means: 'There is no directory of this name.',
    matters: 'Nobody could be found by name or extension.',
    mend: 'Put the people into `directories/NAME.jsonc`, or correct the name.',
  },
} as const satisfies { readonly [code: string]: FindingPage };
