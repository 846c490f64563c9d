import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { Resource } from './resource.ts';

/**
 * The kinds of object that the caller will not be allowed to list, by what the server says of the caller's permissions
 * (SelfSubjectRulesReview). Empty where the server says that its list is incomplete. A kind that is not among them may
 * still be denied: the review is of one namespace, and the lists are of all.
 */
export function foreseenDenials(review: Json | null, resources: readonly Resource[]): readonly Resource[] {
  const status = isJsonObject(review) && isJsonObject(review.status) ? review.status : null;
  if (status === null || status.incomplete === true) return [];
  const rules = Array.isArray(status.resourceRules)
    ? (status.resourceRules as readonly Json[]).filter(isJsonObject)
    : [];
  return resources.filter((resource) => !rules.some((rule) => allowsList(rule as JsonObject, resource)));
}

function allowsList(rule: JsonObject, { group, resource }: Resource): boolean {
  const has = (name: string, value: string) => {
    const list = rule[name];
    return Array.isArray(list) && (list.includes(value) || list.includes('*'));
  };
  const named = Array.isArray(rule.resourceNames) && rule.resourceNames.length > 0;
  return !named && has('verbs', 'list') && has('apiGroups', group) && has('resources', resource);
}
