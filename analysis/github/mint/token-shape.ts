import { ANY_CHAR, type Sequence } from '../../oidc/language/sequence.ts';
import type { Free, Template, TokenShape } from '../../oidc/mintable/template.ts';
import { HOLDS, type Outcome, unknown } from '../../rules/outcome.ts';
import type { Repository } from '../estate/estate.ts';
import type { OidcTemplateFact } from '../read/facts.ts';
import type { Run } from './run.ts';

/** Repositories created after this day have subjects with the ids of owner and repository. */
const CUTOVER = '2026-07-15T23:59:59Z';

const DIGITS: Sequence = [
  { of: { chars: '0123456789', negated: false }, times: 'one' },
  { of: { chars: '0123456789', negated: false }, times: 'any' },
];
const NO_COLON: Sequence = [
  { of: { chars: ':', negated: true }, times: 'one' },
  { of: { chars: ':', negated: true }, times: 'any' },
];
export const ANY_TEXT: Sequence = [{ of: ANY_CHAR, times: 'any' }];

export function free(
  name: string,
  words: string,
  sequence: Sequence,
  without: readonly Sequence[] = [],
): Free {
  return { name, words, within: [[sequence]], without };
}

/** How a repository's subjects are made up, and whether that is known. */
export interface SubjectTemplate {
  /** Keys in order; null for the default, which is `repo` and `context`. */
  readonly keys: readonly string[] | null;
  readonly prefix: Template;
  readonly outcome: Outcome;
  readonly immutable: boolean;
}

const TEMPLATE = 'GET /repos/{owner}/{repo}/actions/oidc/customization/sub';

/**
 * The organization's template applies only where the repository says `use_default: false` and has none of its own.
 * Immutable subjects are automatic for newer repositories and otherwise a setting (GitHub Docs, "OpenID Connect reference").
 */
export function subjectTemplate({ fact, organization }: Repository): SubjectTemplate {
  const own = fact.oidc;
  const inherited =
    own !== null && own.useDefault === false && own.keys === null ? organization.fact.oidc : null;
  const keys = own?.useDefault === false ? (own.keys ?? inherited?.keys ?? null) : null;
  const created = fact.createdAt !== null && Date.parse(fact.createdAt) > Date.parse(CUTOVER);
  const immutable = immutableBy(own) ?? immutableBy(organization.fact.oidc) ?? created;
  const full = `${organization.fact.login}/${fact.name}`;
  const outcome =
    own === null ? unknown(`${TEMPLATE}: how subjects of ${full} are made up was not collected`) : HOLDS;
  return { keys, immutable, outcome, prefix: prefixOf({ fact, organization } as Repository, immutable) };
}

function immutableBy(template: OidcTemplateFact | null): boolean | null {
  if (template === null) return null;
  if (template.prefix !== null) return /@\d+\/[^/]*@\d+$/.test(template.prefix);
  return template.immutable;
}

function prefixOf({ fact, organization }: Repository, immutable: boolean): Template {
  const { login } = organization.fact;
  if (fact.oidc?.prefix != null) return [fact.oidc.prefix];
  if (!immutable) return [`repo:${escaped(login)}/${escaped(fact.name)}`];
  const owner = organization.fact.id ?? free('owner-id', '<owner id>', DIGITS);
  const own = fact.id ?? free('repository-id', '<repository id>', DIGITS);
  return [`repo:${escaped(login)}@`, owner, `/${escaped(fact.name)}@`, own];
}

/** `:` in names becomes `%3A`; nothing else is escaped. */
function escaped(text: string): string {
  return text.replaceAll(':', '%3A');
}

function escapedParts(template: Template): Template {
  return template.map((part) => (typeof part === 'string' ? escaped(part) : part));
}

/** The tokens of a run: the claims of which AWS makes keys, and the subject. Their audience is the job's own choice. */
export function tokenShape(repository: Repository, run: Run): TokenShape {
  const { fact, organization } = repository;
  const { keys, prefix } = subjectTemplate(repository);
  const context: Template = contextOf(run);
  const known = claimsOf(repository, run);
  const sub =
    keys === null
      ? [...prefix, ':', ...context]
      : keys.flatMap((key, index): Template => {
          const colon = index === 0 ? [] : [':'];
          if (key === 'repo') return [...colon, ...prefix];
          if (key === 'context') return [...colon, ...context];
          const value =
            known.get(key) ?? (key === 'environment' ? [''] : [free(`claim ${key}`, `<${key}>`, NO_COLON)]);
          return [...colon, `${key}:`, ...escapedParts(value)];
        });
  const claims = new Map<string, Template>([
    ['sub', sub],
    ['aud', [free('aud', '<audience>', ANY_TEXT)]],
    ['ref', run.ref],
    ['repository', [`${organization.fact.login}/${fact.name}`]],
    ['repository_id', known.get('repository_id') as Template],
    ['job_workflow_ref', run.workflowRef],
    ['workflow', run.workflowName],
  ]);
  if (run.environment !== null) claims.set('environment', run.environment);
  const open = new Map([
    ['actor', true],
    ['actor_id', true],
    ['enterprise_id', false],
  ]);
  return { claims, open };
}

function contextOf({ environment, pullRequest, ref }: Run): Template {
  if (environment !== null) return ['environment:', ...escapedParts(environment)];
  return pullRequest ? ['pull_request'] : ['ref:', ...ref];
}

/** Claims by name, for customised subjects. */
function claimsOf({ fact, organization }: Repository, run: Run): ReadonlyMap<string, Template> {
  const owner = organization.fact.login;
  const found = new Map<string, Template>([
    ['repository', [`${owner}/${fact.name}`]],
    ['repository_owner', [owner]],
    ['repository_id', [fact.id ?? free('repository-id', '<repository id>', DIGITS)]],
    ['repository_owner_id', [organization.fact.id ?? free('owner-id', '<owner id>', DIGITS)]],
    ['ref', run.ref],
    ['job_workflow_ref', run.workflowRef],
    ['workflow', run.workflowName],
  ]);
  if (run.environment !== null) found.set('environment', run.environment);
  if (fact.visibility !== null) found.set('repository_visibility', [fact.visibility]);
  return found;
}
