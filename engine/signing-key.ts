import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSigningKeyPem, readSigningKey, type SigningKey } from '../evidence/dsse.ts';
import { dataFolder } from './data-folder.ts';

/** This machine's signing key, made on first use and kept readable by its owner only. */
export function ownSigningKey(): SigningKey {
  const path = join(dataFolder('keys'), 'evidence-ed25519.pem');
  try {
    writeFileSync(path, newSigningKeyPem(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readSigningKey(readFileSync(path, 'utf8'), path);
}
