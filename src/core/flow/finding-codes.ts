/**
 * Every code that a check can give, with its title. A code never changes its meaning; a retired one is not used again.
 * 0xx the JSON itself, 1xx structure, 2xx steps and targets, 3xx prompts and languages, 4xx expressions, 5xx workspace.
 */
export const findingCodes = {
  IVR001: 'The file is not readable JSON',
  IVR002: 'A member is written twice',
  IVR003: 'The file is too large',
  IVR004: 'The file is nested too deeply',

  IVR101: 'Unknown member',
  IVR102: 'A member is missing',
  IVR103: 'A value does not fit',
  IVR104: 'This version of the flow language is not known',
  IVR105: 'A name is not allowed',
  IVR106: 'Too many steps, prompts or variables',
  IVR107: 'A duration is not understood',

  IVR201: 'Unknown type of step',
  IVR202: 'A target is not a step of the flow',
  IVR203: 'The step has no such outcome',
  IVR204: 'The step can never be reached',
  IVR205: 'Not a key of a telephone',
  IVR206: 'Unknown contact',
  IVR207: 'The contact is of a kind that the step cannot use',

  IVR240: 'Unknown flow',
  IVR241: 'The flow comes back to itself',
  IVR242: 'The called flow has errors',
  IVR243: 'The called flow has no such input or output',
  IVR244: 'An input of the called flow is missing',
  IVR245: 'Not a variable of the flow',

  IVR301: 'Unknown prompt',
  IVR302: 'A language of the flow is missing',
  IVR303: 'A language that the flow does not have',
  IVR304: 'A text in place serves only one language',
  IVR305: 'The audio file is missing',
  IVR306: 'The audio file cannot be played',
  IVR307: 'The name of an audio file is not allowed',
  IVR308: 'The prompt is never used',
  IVR309: 'There is nothing to say',
  IVR310: 'Not the name of a language',
  IVR311: 'A recording cannot speak a value',

  IVR401: 'The expression cannot be read',
  IVR402: 'The types in the expression do not fit',
  IVR403: 'Unknown variable',
  IVR404: 'The expression gives the wrong type',
  IVR405: 'The pattern is not safe',
  IVR406: 'The expression or text is too long',
  IVR407: 'An expression in a text is not marked right',
  IVR408: 'The variable has another type',
  IVR409: 'A value of the caller would be kept after the call',

  IVR501: 'A contact has not exactly one destination',
  IVR502: 'Not an object id',
  IVR503: 'Not a phone number',
  IVR504: 'A line leads to no flow',
  IVR505: 'The default line does not exist',
  IVR506: 'Two lines have the same resource account',
  IVR507: 'No line takes the remaining calls',
  IVR508: 'A file is missing or cannot be read',

  IVR510: 'Unknown schedule',
  IVR511: 'Not a time zone',
  IVR512: 'Opening hours are not understood',
  IVR513: 'Opening hours overlap',
  IVR514: 'A day is not understood',
  IVR515: 'A day of the week is named twice',
  IVR516: 'Unknown holidays',
  IVR517: 'The end of an override is not understood',
  IVR518: 'An override of no schedule',
  IVR519: 'The schedule never opens',
  IVR520: 'The holidays are never used',
} as const;

export type FindingCode = keyof typeof findingCodes;
