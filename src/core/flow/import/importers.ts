import type { Importer } from './importer.ts';

export const importers: readonly Importer[] = [];
