/**
 * Parts of request bodies, as strict as documented (graph-calling, section 1). The parameters of an action are a closed
 * list; entities inside are open types, so unknown members of theirs are let through.
 */
import { z } from 'zod';
import type { Destination } from '../../../src/core/call/party.ts';

const guidPattern = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** An Entra object id or a call's id. */
export const guid = z.string().regex(guidPattern, 'must be a GUID');
const e164 = z.string().regex(/^\+[1-9]\d{1,14}$/, 'must be a telephone number in E.164 form');

/** Abstract types must say which one they are. */
function typeNamed(name: string): z.ZodType<string> {
  return z
    .string(`@odata.type is required: #microsoft.graph.${name}`)
    .refine(
      (type) => type.replace(/^#/, '').toLowerCase() === `microsoft.graph.${name}`.toLowerCase(),
      `must be #microsoft.graph.${name}`,
    );
}

/** Reached by Microsoft over the internet: https. Plain http only on this machine, where the simulator lives. */
export const reachableUrl = z.string().refine(isReachable, 'must be an absolute https address');

function isReachable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));
}

export const clientContext = z.string().max(256).nullish();

const mediaInfo = z.looseObject({ uri: reachableUrl, resourceId: z.string().min(1).max(256).nullish() });
export const mediaPrompt = z.looseObject({ '@odata.type': typeNamed('mediaPrompt'), mediaInfo });
export const serviceHostedMedia = z.looseObject({
  '@odata.type': typeNamed('serviceHostedMediaConfig'),
  preFetchMedia: z.array(mediaInfo).nullish(),
});

export const callOptions = z
  .looseObject({
    hideBotAfterEscalation: z.boolean().nullish(),
    isContentSharingNotificationEnabled: z.boolean().nullish(),
    isDeltaRosterEnabled: z.boolean().nullish(),
    isInteractiveRosterEnabled: z.boolean().nullish(),
  })
  .nullish();

const identity = z.looseObject({ id: guid });
export const identitySet = z
  .looseObject({
    user: identity.nullish(),
    application: identity.nullish(),
    applicationInstance: identity.nullish(),
    phone: z.looseObject({ id: e164 }).nullish(),
  })
  .refine(
    ({ user, application, applicationInstance, phone }) =>
      [user, application, applicationInstance, phone].filter((one) => one != null).length === 1,
    'must hold exactly one of user, application, applicationInstance, phone',
  );

/** An `invitationParticipantInfo`, read as somebody to send the caller to. `endpointType` is as in the examples and beta. */
export const invitee = z
  .looseObject({
    identity: identitySet,
    endpointType: z.enum(['default', 'voicemail', 'skypeForBusiness', 'skypeForBusinessVoipPhone']).nullish(),
    replacesCallId: guid.nullish(),
  })
  .refine(({ identity, endpointType }) => endpointType !== 'voicemail' || identity.user != null, 'voicemail needs a user')
  .transform(({ identity: { user, application, applicationInstance, phone }, endpointType, replacesCallId }) => {
    const destination: Destination | undefined =
      endpointType === 'voicemail' && user
        ? { kind: 'voicemail', id: user.id }
        : user
          ? { kind: 'user', id: user.id }
          : application
            ? { kind: 'application', id: application.id }
            : applicationInstance
              ? { kind: 'applicationInstance', id: applicationInstance.id }
              : phone
                ? { kind: 'phone', number: phone.id }
                : undefined;
    return { destination, replacesCallId: replacesCallId ?? undefined };
  });

/** Seconds within the documented range; null and absent mean the default. */
export function seconds(least: number, most: number, byDefault: number): z.ZodType<number> {
  return z
    .int()
    .min(least)
    .max(most)
    .nullish()
    .transform((value) => value ?? byDefault);
}
