import type { Message } from '../../ports/messenger.ts';

/** The body of Graph's `POST /users/{id}/sendMail` (permission Mail.Send). Plain text: nothing of a caller's is read as HTML. */
export function mailOf({ to }: { readonly to: string }, { id, title, text, line, at }: Message): object {
  return {
    message: {
      subject: title.replaceAll(/\s+/g, ' '),
      body: { contentType: 'Text', content: `${text}\n\n${line}, ${new Date(at).toISOString()}` },
      toRecipients: [{ emailAddress: { address: to } }],
      internetMessageHeaders: [{ name: 'x-teams-ivr-id', value: id }],
    },
    saveToSentItems: false,
  };
}
