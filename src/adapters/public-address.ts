import { BlockList, isIP } from 'node:net';

/** True for an address on the public internet; everything reserved, private, local or translated is not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !reserved4.check(address, 'ipv4');
    case 6:
      // Only 2000::/3 is assigned for global use; mapped, unique-local, link-local and multicast addresses lie outside.
      return globalUnicast.check(address, 'ipv6') && !reserved6.check(address, 'ipv6');
    default:
      return false;
  }
}

export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  return family === 4 ? loopback.check(address, 'ipv4') : family === 6 && loopback.check(address, 'ipv6');
}

/** IANA's special-purpose registry for IPv4, and multicast. */
const reserved4 = listOf('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // Also the cloud's metadata service.
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3], // Multicast, reserved, broadcast.
]);

const globalUnicast = listOf('ipv6', [['2000::', 3]]);
const reserved6 = listOf('ipv6', [
  ['2001::', 23], // Protocol assignments; Teredo carries an IPv4 address.
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4 carries an IPv4 address.
  ['3fff::', 20],
]);

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function listOf(family: 'ipv4' | 'ipv6', nets: readonly (readonly [net: string, prefix: number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, family);
  return list;
}
