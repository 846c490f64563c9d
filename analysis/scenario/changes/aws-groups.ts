import { append, below, remove } from '../edit.ts';
import type { Configuration, EditsOf } from './edits-of.ts';
import { notFound } from './find.ts';

export const addToGroup: EditsOf<'add-to-group'> = ({ user, group }, configuration) => {
  const fact = userOf(user, configuration);
  const known = configuration.estates.aws.facts.groups.some(
    (each) => each.name === group && each.account === fact.account,
  );
  if (!known) throw notFound('group', group);
  if (fact.groups.some((each) => each.name === group)) return [];
  return [append(below(fact.ref, 'GroupList'), group)];
};

export const removeFromGroup: EditsOf<'remove-from-group'> = ({ user, group }, configuration) => {
  const known = userOf(user, configuration).groups.find((each) => each.name === group);
  if (!known) throw notFound(`group of ${user} named`, group);
  return [remove(known.ref)];
};

function userOf(id: string, { estates }: Configuration) {
  const user = estates.aws.principals.get(id) ?? estates.aws.byArn.get(id);
  if (user?.fact.kind !== 'user') throw notFound('user', id);
  return user.fact;
}
