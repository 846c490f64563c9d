import { TrustpathError } from '../../../schema/errors.ts';

/** The name as it is; names stand in ids, between slashes. */
export function clusterName(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._:@-]{0,252}$/.test(name))
    throw new TrustpathError(
      'usage',
      `${JSON.stringify(name)} cannot be the name of a cluster: letters, digits, ".", "_", ":", "@" and "-" make one.`,
    );
  return name;
}
