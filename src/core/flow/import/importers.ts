import { amazonConnect } from './connect/amazon-connect.ts';
import type { Importer } from './importer.ts';

export const importers: readonly Importer[] = [amazonConnect];
