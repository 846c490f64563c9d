import { accountOfAwsId } from './aws-account-id.ts';
import type { CredentialFamily } from './types.ts';
import { facts } from './types.ts';

const PRINCIPAL_ID = /(?<![A-Za-z0-9])A(?:ROA|IDA|GPA|NPA)[A-Z2-7]{16,17}(?![A-Za-z0-9])/g;

const LABEL: Readonly<Record<string, string>> = {
  AROA: 'unique id of an IAM role',
  AIDA: 'unique id of an IAM user',
  AGPA: 'unique id of an IAM group',
  ANPA: 'unique id of a managed policy',
};

/** Ids that IAM leaves in a trust policy when the principal is deleted: no credential, but they tell the account. */
export const awsPrincipalId: CredentialFamily = {
  name: 'AWS principal ids',
  *find(text) {
    for (const match of text.matchAll(PRINCIPAL_ID)) {
      const id = match[0];
      const account = accountOfAwsId(id);
      if (account.kind === 'invalid') continue;
      yield {
        type: 'aws-principal-id',
        label: LABEL[id.slice(0, 4)] ?? 'unique id of an IAM principal',
        identifier: id,
        credential: id,
        start: match.index,
        end: match.index + id.length,
        absorbs: false,
        opens: false,
        facts: facts([
          [
            'account',
            account.kind === 'account'
              ? account.account
              : 'unknown (the id is of a format that does not carry it)',
          ],
        ]),
      };
    }
  },
};
