import { amazonConnect } from './connect/amazon-connect.ts';
import type { Importer } from './importer.ts';
import { teamsAutoAttendant } from './teams/teams-auto-attendant.ts';
import { twilioStudio } from './twilio/twilio-studio.ts';

export const importers: readonly Importer[] = [teamsAutoAttendant, amazonConnect, twilioStudio];
