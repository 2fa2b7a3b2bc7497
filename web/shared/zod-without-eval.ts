import * as z from 'zod';

/**
 * Zod compiles its checks with `new Function` where that is allowed, and finds out by trying, which a strict content
 * security policy reports as an error. Import this before any schema is made.
 */
z.config({ jitless: true });
