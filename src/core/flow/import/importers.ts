import { amazonConnect } from './connect/amazon-connect.ts';
import type { Importer } from './importer.ts';
import { teamsAutoAttendant } from './teams/teams-auto-attendant.ts';

export const importers: readonly Importer[] = [teamsAutoAttendant, amazonConnect];
