import type { ApiRoute } from '../admin/define-route.ts';
import { campaignRoutes } from './campaign-routes.ts';
import type { AutomationDesk } from './desk.ts';
import { doNotCallRoutes } from './do-not-call-routes.ts';
import { endedCallRoutes } from './ended-call-routes.ts';
import { liveCallRoutes } from './live-call-routes.ts';
import { meetingRoutes } from './meeting-routes.ts';
import { nameRoutes } from './name-routes.ts';
import { outboundRoutes } from './outbound-routes.ts';
import { participantRoutes } from './participant-routes.ts';

/** Everything that the automation API can do, in the order of its description. */
export const automationRoutes: readonly ApiRoute<AutomationDesk>[] = [
  ...outboundRoutes,
  ...liveCallRoutes,
  ...participantRoutes,
  ...endedCallRoutes,
  ...meetingRoutes,
  ...campaignRoutes,
  ...doNotCallRoutes,
  ...nameRoutes,
];
