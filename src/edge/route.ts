/** A route template, ready to be compared with paths. */
export interface Route {
  /** How many places of the template are open; the fewest win when several routes fit. */
  readonly openPlaces: number;
  /** What stood in the open places, or undefined when the path does not fit. `path` begins with a slash. */
  match(path: string): { readonly [name: string]: string } | undefined;
}

/**
 * Reads a template as the Functions host does (`media/{file}`): literal parts in any case, open places
 * decoded except for an encoded slash, which must not become a separator; `{*rest}` at the end takes whatever follows, as
 * it was sent. Throws on other kinds of places.
 */
export function readRoute(template: string): Route {
  const places = template.split('/').map((text) => readPlace(text, template));
  return {
    openPlaces: places.reduce((sum, { kind }) => sum + { literal: 0, open: 1, rest: anyLength }[kind], 0),
    match(path) {
      const segments = path.split('/').slice(1);
      if (segments.at(-1) === '') segments.pop(); // A trailing slash changes nothing.
      const params: { [name: string]: string } = {};
      for (const [index, place] of places.entries()) {
        if (place.kind === 'rest') return { ...params, [place.name]: segments.slice(index).join('/') };
        const segment = segments[index];
        if (segment === undefined || segment === '') return undefined;
        if (place.kind === 'literal') {
          if (segment.toLowerCase() !== place.text) return undefined;
          continue;
        }
        const value = decode(segment);
        if (value === undefined) return undefined;
        params[place.name] = value;
      }
      return segments.length === places.length ? params : undefined;
    },
  };
}

/** Any template that says more fits better. */
const anyLength = 100;

type Place = { readonly kind: 'literal'; readonly text: string } | { readonly kind: 'open' | 'rest'; readonly name: string };

function readPlace(text: string, template: string): Place {
  const rest = /^\{\*([A-Za-z]\w*)\}$/.exec(text)?.[1];
  if (rest !== undefined && template.endsWith(text)) return { kind: 'rest', name: rest };
  const name = /^\{([A-Za-z]\w*)\}$/.exec(text)?.[1];
  if (name !== undefined) return { kind: 'open', name };
  if (text === '' || /[{}]/.test(text)) throw new Error(`The route "${template}" has a part that is not understood: "${text}".`);
  return { kind: 'literal', text: text.toLowerCase() };
}

function decode(text: string): string | undefined {
  try {
    return text.split(/%2f/i).map(decodeURIComponent).join('%2F');
  } catch {
    return undefined; // Broken percent-encoding: no such address.
  }
}
