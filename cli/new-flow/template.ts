/** The files of a first flow: small, complete, and good enough to be called. Keyed by their paths below the folder of flows. */
export function flowTemplate(name: string): { readonly [path: string]: string } {
  return { [`${name}/flow.jsonc`]: flow(titleOf(name)), [`${name}/tests/conversations.txt`]: conversations };
}

/** The files that a folder of flows has once. */
export function folderTemplate(name: string): { readonly [path: string]: string } {
  return { 'lines.jsonc': lines(name), 'contacts.jsonc': contacts };
}

/** `night-line` as people would say it. */
const titleOf = (name: string): string => {
  const words = name.replaceAll(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const flow = (
  title: string,
): string => `// What callers of this line meet. Every word is explained in docs/flow-language.md and docs/steps.md.
{
  "$schema": "../flow.schema.json",
  "specVersion": 1,
  "name": "${title}",
  "languages": ["en-US"],
  "start": "welcome",

  // What holds for every step that does not say otherwise.
  "defaults": { "keys": { "0": "operator", "*": "repeat" }, "on": { "maxAttempts": "operator" } },

  "prompts": {
    "hello": { "en-US": "Welcome." },
    // The second and later attempts get the shorter words.
    "main": {
      "en-US": [
        "To leave us a message, press 1. To speak to a person, press 0. To hear this again, press star.",
        "Press 1 or 0."
      ]
    },
    "message": { "en-US": "Please leave your message after the tone. Press pound when you are done." },
    "thanks": { "en-US": "Thank you. We will call you back. Goodbye." },
    "nobody": { "en-US": "Nobody can take your call right now." },
    "sorry": { "en-US": "Sorry, we could not take your message. Please call again." }
  },

  "steps": {
    "welcome": { "type": "play", "prompt": "hello", "next": "main" },
    "main": { "type": "menu", "prompt": "main", "options": { "1": "message" } },

    "message": {
      "type": "voicemail",
      "record": { "prompt": "message" },
      "next": "thanks",
      "on": { "silence": "main", "failed": "sorry" }
    },
    "thanks": { "type": "hangup", "prompt": "thanks", "outcome": "messageLeft" },
    "sorry": { "type": "hangup", "prompt": "sorry", "outcome": "noMessage" },

    "operator": { "type": "transfer", "to": "reception", "on": { "failed": "nobody" } },
    "nobody": { "type": "play", "prompt": "nobody", "next": "message" }
  }
}
`;

const conversations = `// What callers meet, played by "teams-ivr test". The words are explained in docs/testing-flows.md.

== a caller leaves a message
hear Welcome; hear To leave us a message; press 1
expect record
say 3s; press #
hear We will call you back
expect end messageLeft

== a caller who presses nothing reaches a person
hear Welcome; hear To leave us a message; hear Press 1 or 0
expect transfer reception

== nobody is there, so the caller can leave a message
given reception fails
hear Welcome; press 0
expect transfer reception
hear Nobody can take your call
expect record
`;

const lines = (name: string): string => `// Who answers where. "default" takes every call that matches no other line.
{
  "$schema": "./lines.schema.json",
  "lines": {
    "main": { "flow": "${name}" }
  },
  "default": "main"
}
`;

const contacts = `// Names for people, queues and numbers. Put the object ids of your own here; flows only say "reception".
{
  "$schema": "./contacts.schema.json",
  "contacts": {
    "reception": { "user": "0a1b2c3d-0001-4567-89ab-cdef01234567" }
  }
}
`;
