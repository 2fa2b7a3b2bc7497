import type { Message } from '../../ports/messenger.ts';

/**
 * What a workflow of Teams posts: an adaptive card (learn.microsoft.com, "Create incoming webhooks with Workflows"). Text runs,
 * because a text block would read what callers are called as Markdown, links included.
 */
export function cardOf({ title, text, line, at }: Message): object {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            run(title, { weight: 'Bolder', size: 'Medium' }),
            ...text.split('\n').map((paragraph) => run(paragraph)),
            run(`${line}, ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`, { isSubtle: true, size: 'Small' }),
          ],
        },
      },
    ],
  };
}

function run(text: string, look: object = {}): object {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: text === '' ? ' ' : text, ...look }] };
}
