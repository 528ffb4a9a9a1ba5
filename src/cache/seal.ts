/** Seals what is kept with what it was made of: who does not have that, cannot read it. */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

const cipher = 'aes-256-gcm';
const [nonceLength, tagLength] = [12, 16];

/** @param secret no part of what is kept */
export function seal(value: unknown, secret: string): string {
  const text = JSON.stringify(value);
  // Another text has another nonce: one that served two texts would give both away.
  const nonce = digest(secret + text).subarray(0, nonceLength);
  const encrypt = createCipheriv(cipher, digest(secret), nonce);
  const sealed = Buffer.concat([encrypt.update(text, 'utf8'), encrypt.final()]);
  return Buffer.concat([nonce, encrypt.getAuthTag(), sealed]).toString('base64');
}

/** @returns undefined with another secret, or when it was damaged */
export function unseal(sealed: string, secret: string): unknown {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decrypt = createDecipheriv(cipher, digest(secret), bytes.subarray(0, nonceLength), {
      authTagLength: tagLength,
    });
    decrypt.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
    const text = Buffer.concat([decrypt.update(bytes.subarray(nonceLength + tagLength)), decrypt.final()]);
    return JSON.parse(text.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest();
