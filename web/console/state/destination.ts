import { isPhoneNumber } from '../../../src/core/call/phone-number.ts';

/** Whom somebody names: a contact of contacts.jsonc, a telephone, or an id of Microsoft Entra. */
export const destinationKinds = ['contact', 'phone', 'user', 'applicationInstance'] as const;
export type DestinationKind = (typeof destinationKinds)[number];

export interface Named {
  readonly kind: DestinationKind;
  readonly text: string;
}
export const nobodyYet: Named = { kind: 'contact', text: '' };

/** As the API takes it: `{ "contact": "reception" }`. */
export type DestinationBody = { readonly [Kind in DestinationKind]?: string };

/** Undefined while it cannot be anybody. People type numbers with blanks and brackets; the API wants digits. */
export function destinationOf({ kind, text }: Named): DestinationBody | undefined {
  const typed = text.trim();
  switch (kind) {
    case 'contact':
      return /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(typed) ? { contact: typed } : undefined;
    case 'phone': {
      const number = typed.replace(/[\s()./-]/g, '').replace(/^00/, '+');
      return isPhoneNumber(number) ? { phone: number } : undefined;
    }
    case 'user':
    case 'applicationInstance':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed) ? { [kind]: typed.toLowerCase() } : undefined;
  }
}
