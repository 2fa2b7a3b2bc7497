/** An object id of Microsoft Entra, as ids are compared: in small letters. */
export const objectId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The spelling of an Entra object id that ids are compared in, or undefined when it is none. */
export function readObjectId(text: string): string | undefined {
  const id = text.trim().toLowerCase();
  return objectId.test(id) ? id : undefined;
}
