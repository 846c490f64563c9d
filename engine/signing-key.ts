import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSigningKeyPem, readSigningKey, type SigningKey } from '../evidence/signing-key.ts';
import { TrustpathError } from '../schema/errors.ts';
import { writeNew } from '../schema/lasting-files.ts';
import { asWriteFailure } from '../schema/snapshot/make-file.ts';
import { dataFolder } from './data-folder.ts';

/** The key that signs where none is named. The window keeps it in the system's key store, the command line in a file. */
export interface OwnKey {
  /** Where it is, in words. */
  readonly kept: string;
  /** The private key in PEM. Throws where there is none. */
  read(): Promise<string>;
}

/**
 * The file that the environment names (TRUSTPATH_SIGNING_KEY), for machines that are set up for many people or for none;
 * else what is given.
 */
export function ownKey(otherwise: OwnKey): OwnKey {
  const path = process.env.TRUSTPATH_SIGNING_KEY;
  if (path === undefined || path === '') return otherwise;
  return {
    kept: path,
    async read() {
      try {
        return readFileSync(path, 'utf8');
      } catch (error) {
        throw new TrustpathError(
          'input-unreadable',
          `${path}, which TRUSTPATH_SIGNING_KEY names: ${(error as Error).message}`,
        );
      }
    },
  };
}

/** This machine's signing key as a file, made on first use and kept readable by its owner only. */
export function ownKeyFile(): OwnKey {
  const path = join(dataFolder('keys'), 'evidence-ed25519.pem');
  return {
    kept: path,
    async read() {
      try {
        if (!existsSync(path)) writeNew(path, newSigningKeyPem(), 0o600);
      } catch (error) {
        // Another process may have made it in this moment.
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw asWriteFailure(error, path);
      }
      return readFileSync(path, 'utf8');
    },
  };
}

/** Makes a key file that only its owner can read. Throws `output-refused` where something is there. */
export function newKeyFile(path: string): SigningKey {
  const pem = newSigningKeyPem();
  try {
    writeNew(path, pem, 0o600);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new TrustpathError(
      'output-refused',
      code === 'EEXIST'
        ? `${path}: exists already; a key is never written over another file.`
        : `${path}: could not be written: ${message}`,
      { cause: error },
    );
  }
  return readSigningKey(pem, path);
}
