import { readFile } from 'node:fs/promises';
import { ensureKeyPair, publicKeysFile } from '../../key-files.ts';
import { SAMPLE_PARTNERS, type SamplePartner } from '../sample-partners.ts';

/** Name of a client's key pair in `<home>/keys`: the client proves with the private key who it is (RFC 7523). */
export const clientKeyName = (partner: SamplePartner): string => `client-${partner}`;

/** Makes the key pairs that are missing, and answers the public keys as JWKS by partner. */
export async function ensureClientKeys(
  home: string,
): Promise<ReadonlyMap<SamplePartner, { keys: object[] }>> {
  return new Map(
    await Promise.all(
      SAMPLE_PARTNERS.map(async (partner): Promise<[SamplePartner, { keys: object[] }]> => {
        await ensureKeyPair(home, clientKeyName(partner));
        const text = await readFile(publicKeysFile(home, clientKeyName(partner)), 'utf8');
        return [partner, JSON.parse(text) as { keys: object[] }];
      }),
    ),
  );
}
