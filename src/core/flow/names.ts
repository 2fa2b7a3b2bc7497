/** The name of a step or prompt: what people type, and what stands in pointers, logs and pictures. */
export const name = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

export const isName = (text: string): boolean => name.test(text);

export const nameRule = 'use letters, digits, - and _, beginning with a letter, at most 64 characters';
