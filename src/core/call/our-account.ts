import type { Call } from './call.ts';

/**
 * The resource account that this call goes through, in whose name its flow calls others: the side that is ours. A call with
 * several people has the sides of the call that it was placed for, whoever called whom there.
 */
export function accountOf({
  direction,
  multiparty,
  caller,
  called,
}: Pick<Call, 'direction' | 'multiparty' | 'caller' | 'called'>): { readonly from?: string } {
  const ours = multiparty ? [called, caller] : [direction === 'outgoing' ? caller : called];
  const account = ours.find(({ kind }) => kind === 'applicationInstance');
  return account?.kind === 'applicationInstance' ? { from: account.id } : {};
}
