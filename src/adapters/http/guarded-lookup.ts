import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from '../public-address.ts';

/**
 * Looks a host up and lets only public addresses through. It is asked by the connection itself, so what was checked is what
 * is connected to, whatever the name server says a moment later.
 */
export function guardedLookup({ allowLoopback }: { readonly allowLoopback: boolean }): LookupFunction {
  return (host, options, callback) => {
    systemLookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '', 0);
      const refused = found.some(({ address }) => !(isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address))));
      const [first] = found;
      if (refused || first === undefined) return callback(new PrivateAddress(), '', 0);
      return options.all ? callback(null, found) : callback(null, first.address, first.family);
    });
  };
}

/** The host lies where a flow's requests must not go: in our own network, or nowhere. */
export class PrivateAddress extends Error {
  readonly code = 'PRIVATE_ADDRESS';
  constructor() {
    super('The host has an address that is not public.');
    this.name = 'PrivateAddress';
  }
}
