const guid = /^\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i;

/**
 * The ids that Microsoft's own SDK sends back: `Scenario-Id` as it came, and the message's id as `Client-Request-Id`
 * (graph-calling, 2.1). Only GUIDs are echoed, so that nobody can put words into our answer.
 */
export function tracingHeaders(request: { get(name: string): string | null }): { readonly [name: string]: string } {
  const scenario = request.get('scenario-id') ?? '';
  const message = request.get('client-request-id') ?? request.get('x-microsoft-skype-message-id') ?? '';
  return {
    ...(guid.test(scenario) ? { 'scenario-id': scenario } : {}),
    ...(guid.test(message) ? { 'client-request-id': message } : {}),
  };
}
