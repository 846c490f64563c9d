import { READER_RULES } from './estate/permissions.ts';

/** What is asked for: an object's kind, or a path that is none. */
export type Asked =
  | { readonly verb: string; readonly group: string; readonly resource: string; readonly name: string | null }
  | { readonly path: string };

/** What everybody who is authenticated may do. */
const EVERYBODY = [
  {
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    verbs: ['create'],
  },
  { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
] as const;
const OPEN_PATHS = /^\/(?:api|apis|openapi|healthz|livez|readyz|version)(?:\/|$)/;

/** Whether the person who collects may. Only the one user can log in, so no more of RBAC is needed than this. */
export function readerMay(asked: Asked, lacks: readonly string[] = []): boolean {
  if ('path' in asked)
    return (
      OPEN_PATHS.test(asked.path) || READER_RULES.some((rule) => rule.nonResourceURLs?.includes(asked.path))
    );
  return [...rulesWithout(lacks), ...EVERYBODY].some((rule) => {
    const names = 'resourceNames' in rule ? rule.resourceNames : undefined;
    return (
      'resources' in rule &&
      (rule.verbs as readonly string[]).includes(asked.verb) &&
      (rule.apiGroups as readonly string[] | undefined)?.includes(asked.group) === true &&
      (rule.resources as readonly string[] | undefined)?.includes(asked.resource) === true &&
      (names === undefined || (asked.name !== null && names.includes(asked.name)))
    );
  });
}

/** The answer to a SelfSubjectRulesReview. */
export const rulesStatus = (lacks: readonly string[]) => ({
  resourceRules: [...rulesWithout(lacks), ...EVERYBODY].filter((rule) => 'resources' in rule),
  nonResourceRules: READER_RULES.filter((rule) => rule.nonResourceURLs !== undefined),
  incomplete: false,
});

/** As where the role was written for an earlier version, and lacks a kind. */
function rulesWithout(lacks: readonly string[]) {
  return READER_RULES.map((rule) =>
    rule.resources === undefined
      ? rule
      : { ...rule, resources: rule.resources.filter((resource) => !lacks.includes(resource)) },
  );
}
