import { isJsonObject } from '../../../schema/json.ts';
import type { DocumentFact } from '../../aws/read/facts.ts';
import { below, type Edit, ofCalls, remove, replace } from '../edit.ts';
import { askedAbout, resourceOf } from './aws-resources.ts';
import type { ChangeOf, Configuration, EditsOf } from './edits-of.ts';
import { notChangeable, notFound, policyHolder } from './find.ts';

/** Statements of one policy are removed by several changes without regard to each other. */
export const removeStatement: EditsOf<'remove-statement'> = (change, configuration) => {
  const { facts } = configuration.estates.aws;
  if (change.policy === 'managed') {
    const versions = [...facts.policies.values()]
      .filter(({ arn }) => arn === change.of)
      .flatMap((policy) => policy.versions.filter(({ isDefault }) => isDefault));
    if (versions.length === 0) throw notFound('managed policy with a version in force named', change.of);
    return versions.flatMap((version) => without(version, change));
  }
  if (change.policy === 'resource') {
    const fact = resourceOf(change.of, configuration);
    if (fact.policy.state !== 'document') throw notFound('resource policy of', change.of);
    return without(fact.policy, change).map((edit) => ofCalls(edit, askedAbout(fact)));
  }
  return without(policyOf(change, configuration), change);
};

function policyOf({ of, policy }: ChangeOf<'remove-statement'>, configuration: Configuration): DocumentFact {
  if (policy === 'control') {
    const known = configuration.estates.aws.facts.organizations.organizations
      .map(({ policies }) => policies.get(of))
      .find((each) => each !== undefined);
    if (!known) throw notFound('control policy', of);
    return known;
  }
  const { fact } = policyHolder(configuration, of);
  if (policy === 'trust') {
    if (fact.kind !== 'role' || !fact.trust) throw notFound('trust policy of', of);
    return fact.trust;
  }
  const name = typeof policy === 'object' ? policy.inline : '';
  const known = fact.inline.find((each) => each.name === name);
  if (!known) throw notFound(`inline policy of ${of} named`, name);
  return known;
}

/** A policy may have one statement that stands in no list; then nothing is left in its place. */
function without(
  { document, ref }: DocumentFact,
  { of, statement }: ChangeOf<'remove-statement'>,
): readonly Edit[] {
  const statements = isJsonObject(document) ? document.Statement : undefined;
  if (Array.isArray(statements)) {
    if (statement >= statements.length)
      throw notFound(`statement of ${of} with the number`, String(statement));
    return [remove(below(ref, 'Statement', statement))];
  }
  if (!isJsonObject(statements) || statement !== 0)
    throw notChangeable(of, 'its policy has no such statement');
  return [replace(below(ref, 'Statement'), [])];
}
