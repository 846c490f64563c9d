import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { app, safeStorage } from 'electron';
import { writeWhole } from './settings-file.ts';

/** The signing key, or why there is none, in words. */
export type KeyAnswer = { readonly pem: string } | { readonly problem: string };

const OTHERWISE = 'Choose a key file, or make one, to sign with that instead.';

/**
 * The key that signs evidence, made on first use and sealed by the system's key store. Refused where what Electron
 * calls a store is none: its `basic_text` seals with a password that everybody knows.
 */
export function storedSigningKey(): KeyAnswer {
  const weak = whyWeak();
  if (weak !== null) return { problem: `${weak} ${OTHERWISE}` };
  const file = path.join(app.getPath('userData'), 'evidence-key.sealed');
  try {
    if (existsSync(file)) return { pem: safeStorage.decryptString(readFileSync(file)) };
    const { privateKey } = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    writeWhole(file, safeStorage.encryptString(privateKey));
    return { pem: privateKey };
  } catch (error) {
    return {
      problem: `The system's key store did not give the signing key (${(error as Error).message}). ${OTHERWISE}`,
    };
  }
}

function whyWeak(): string | null {
  if (process.platform === 'linux') {
    const backend = safeStorage.getSelectedStorageBackend();
    if (backend === 'basic_text' || backend === 'unknown')
      return 'This desktop has no keyring (GNOME Keyring, KWallet), so that a signing key would lie open here.';
  }
  return safeStorage.isEncryptionAvailable() ? null : 'The key store of this system is not available.';
}
