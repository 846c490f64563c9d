import { jsonObjectAround } from './embedded-json.ts';
import type { CredentialFamily } from './types.ts';
import { facts } from './types.ts';

const MARK = /"type"\s{0,8}:\s{0,8}"service_account"/g;
/** One paste holds a few keys; each costs a look at the characters around it. */
const MOST = 64;

/** Service account key files (Google Cloud, "Create and delete service account keys"). */
export const gcpServiceAccount: CredentialFamily = {
  name: 'Google Cloud service account keys',
  *find(text) {
    let past = 0;
    for (const mark of [...text.matchAll(MARK)].slice(0, MOST)) {
      if (mark.index < past) continue;
      const object = jsonObjectAround(text, mark.index);
      if (object === null || typeof object.value.private_key !== 'string') continue;
      past = object.end;
      const email = shaped(object.value.client_email, /^[\w.+-]{1,128}@[\w.-]{1,128}$/);
      yield {
        type: 'gcp-service-account-key',
        label: 'Google Cloud service account key',
        identifier: email,
        credential: text.slice(object.start, object.end),
        start: object.start,
        end: object.end,
        absorbs: true,
        opens: true,
        facts: facts([
          ['project', shaped(object.value.project_id, /^[a-z0-9][a-z0-9:.-]{2,62}$/)],
          ['service account', email],
          ['key id', shaped(object.value.private_key_id, /^[0-9a-f]{40}$/)],
          ['client id', shaped(object.value.client_id, /^\d{6,32}$/)],
        ]),
      };
    }
  },
};

/** A member is told only where it looks like what it should be: a secret in the wrong place is not shown. */
function shaped(value: unknown, shape: RegExp): string | null {
  return typeof value === 'string' && shape.test(value) ? value : null;
}
