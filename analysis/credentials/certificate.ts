import type { X509Certificate } from 'node:crypto';
import type { Fact } from './types.ts';
import { facts } from './types.ts';

/** Subject, issuer, names and validity of a certificate; all of it is public. Times are UTC. */
export function describeCertificate(certificate: X509Certificate): Fact[] {
  return facts([
    ['subject', oneLine(certificate.subject)],
    ['issuer', oneLine(certificate.issuer)],
    ['names', certificate.subjectAltName?.slice(0, 512)],
    ['serial number', certificate.serialNumber],
    ['valid from', utc(certificate.validFrom)],
    ['expires', utc(certificate.validTo)],
    ['SHA-256', certificate.fingerprint256],
  ]);
}

/** The user and groups that Kubernetes reads from a client certificate: CN and every O of the subject. */
export function kubernetesIdentity(certificate: X509Certificate): { user: string | null; groups: string[] } {
  const parts = certificate.subject.split('\n');
  const values = (name: string) =>
    parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
  return { user: values('CN').at(-1) ?? null, groups: values('O') };
}

/** `Jan  1 00:00:00 2030 GMT` as ISO 8601. */
export function utc(time: string): string {
  const parsed = Date.parse(time);
  return Number.isNaN(parsed) ? time : new Date(parsed).toISOString();
}

function oneLine(name: string | undefined): string | null {
  return name === undefined ? null : name.split('\n').join(', ').slice(0, 512);
}
