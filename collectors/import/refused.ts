import { TrustpathError } from '../../schema/errors.ts';

/** `details.foreign` is true where the file does not even begin as its format does. */
export function refused(name: string, reason: string, details: { foreign?: boolean } = {}): TrustpathError {
  return new TrustpathError('input-refused', `${name}: ${reason}.`, { details });
}
