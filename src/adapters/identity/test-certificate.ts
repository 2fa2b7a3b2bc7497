import { generateKeyPairSync, sign } from 'node:crypto';

/** A throw-away key with its self-signed certificate, made anew for each test run: a key in a repository is a bad example. Times as in `250101000000Z`. */
export function selfSigned({
  from = '250101000000Z',
  until = '450101000000Z',
}: {
  readonly from?: string;
  readonly until?: string;
} = {}): { readonly privateKey: string; readonly certificate: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const sha256WithRsa = sequence(Buffer.from('06092a864886f70d01010b0500', 'hex'));
  const commonName = sequence(Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('Contoso test')));
  const name = sequence(der(0x31, commonName));
  const validity = sequence(der(0x17, Buffer.from(from)), der(0x17, Buffer.from(until)));
  const serial = der(0x02, Buffer.from([1]));
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const facts = sequence(serial, sha256WithRsa, name, validity, name, spki);
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', facts, privateKey)]));
  const body = sequence(facts, sha256WithRsa, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
  };
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, Buffer.concat(parts));

/** One ASN.1 value: tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  if (content.length < 128) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length);
  return Buffer.concat([Buffer.from([tag, 0x82]), length, content]);
}
