import { loginProfileId } from '../../rules/credentials/login-profile.ts';
import { below, remove, replace } from '../edit.ts';
import type { CredentialEdits } from './credentials.ts';
import type { Configuration, EditsOf } from './edits-of.ts';
import { notChangeable, notFound } from './find.ts';

const REPORT_ONLY = 'only the credential report tells of it';

export const disableCredential: EditsOf<'disable-credential'> = ({ credential }, configuration) => {
  const key = keyOf(credential, configuration);
  if (!key) throw notFound('access key', credential);
  return [replace(below(key.ref, 'Status'), 'Inactive')];
};

/** An access key or a console password. A user without a password is what `GetLoginProfile` answers with nothing. */
export const deleteInAws: CredentialEdits = (id, configuration) => {
  const key = keyOf(id, configuration);
  if (key) return [remove(key.ref)];
  const { estates } = configuration;
  const user = [...estates.aws.principals.values()].find((each) => loginProfileId(each.id) === id);
  const profile = user && estates.aws.facts.credentials.get(user.arn)?.loginProfile;
  if (profile?.state !== 'exists' || !profile.ref) return null;
  if (!profile.ref.pointer.endsWith('/LoginProfile')) throw notChangeable(id, REPORT_ONLY);
  return [replace(profile.ref, null)];
};

function keyOf(id: string, { estates }: Configuration) {
  const key = estates.aws.facts.keys.find((each) => each.id === id);
  if (key && key.user === null) throw notChangeable(id, REPORT_ONLY);
  return key ?? null;
}
