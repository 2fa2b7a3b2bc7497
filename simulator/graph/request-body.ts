import { bodyText, type GraphRequest, headerOf } from './messages.ts';

export type RequestBody =
  | { readonly kind: 'none' | 'notJson' | 'unreadable' }
  | { readonly kind: 'json'; readonly value: unknown };

export function readBody(request: GraphRequest): RequestBody {
  const text = bodyText(request.body);
  if (text === '') return { kind: 'none' };
  if (!headerOf(request, 'content-type')?.toLowerCase().startsWith('application/json')) return { kind: 'notJson' };
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'json', value };
  } catch {
    return { kind: 'unreadable' };
  }
}
