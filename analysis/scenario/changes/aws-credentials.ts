import { loginProfileId } from '../../rules/credentials/login-profile.ts';
import { below, type Edit, remove, replace } from '../edit.ts';
import type { Configuration, EditsOf } from './edits-of.ts';
import { notChangeable, notFound } from './find.ts';

const REPORT_ONLY = 'only the credential report tells of it';

export const deleteCredential: EditsOf<'delete-credential'> = ({ credential }, configuration) => {
  const key = keyOf(credential, configuration);
  if (key) return [remove(key.ref)];
  return [deletePassword(credential, configuration)];
};

export const disableCredential: EditsOf<'disable-credential'> = ({ credential }, configuration) => {
  const key = keyOf(credential, configuration);
  if (!key) throw notFound('access key', credential);
  return [replace(below(key.ref, 'Status'), 'Inactive')];
};

function keyOf(id: string, { estates }: Configuration) {
  const key = estates.aws.facts.keys.find((each) => each.id === id);
  if (key && key.user === null) throw notChangeable(id, REPORT_ONLY);
  return key ?? null;
}

/** A user without a console password is what `GetLoginProfile` answers with nothing. */
function deletePassword(id: string, { estates }: Configuration): Edit {
  const user = [...estates.aws.principals.values()].find((each) => loginProfileId(each.id) === id);
  const profile = user && estates.aws.facts.credentials.get(user.arn)?.loginProfile;
  if (profile?.state !== 'exists' || !profile.ref) throw notFound('access key or console password', id);
  if (!profile.ref.pointer.endsWith('/LoginProfile')) throw notChangeable(id, REPORT_ONLY);
  return replace(profile.ref, null);
}
