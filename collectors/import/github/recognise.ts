import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { itemsOf, objects, text } from '../../github/endpoint.ts';
import { AFTER_REPOSITORIES, BEFORE_REPOSITORIES } from '../../github/registry.ts';

/** An answer of GitHub's API found in a file. */
export interface FileAnswer {
  readonly owner: string;
  readonly operation: string;
  readonly parameters: JsonObject;
  readonly items: number;
}

export type Recognised = FileAnswer | { readonly reason: string };

/**
 * Says which read of the API a document is: by its content, and where that names no repository, by a path that ends like
 * the address asked (`repos/OWNER/NAME/actions/secrets.json`).
 */
export function recogniseAnswer(value: Json, path: string): Recognised {
  return byContent(value) ?? byPath(value, path) ?? { reason: 'is no answer of GitHub that is read' };
}

function byContent(value: Json): Recognised | null {
  if (Array.isArray(value)) {
    const list = objects(value);
    const [first] = list;
    if (first === undefined || list.length !== value.length || !isRepository(first)) return null;
    const owner = ownerOf(first);
    if (owner === null) return null;
    if (list.some((each) => ownerOf(each)?.toLowerCase() !== owner.toLowerCase()))
      return { reason: 'lists repositories of several owners' };
    return { owner, operation: 'GET /orgs/{org}/repos', parameters: { org: owner }, items: list.length };
  }
  if (!isJsonObject(value)) return null;
  if (isRepository(value)) return ofRepository(value);
  if (isRuleset(value)) return ofRuleset(value);
  const login = text(value.login);
  if (login !== null && (value.type === 'Organization' || 'default_repository_permission' in value))
    return { owner: login, operation: 'GET /orgs/{org}', parameters: { org: login }, items: 1 };
  return byAddressInside(value);
}

function ofRepository(value: JsonObject): Recognised | null {
  const owner = ownerOf(value);
  const name = text(value.full_name)?.split('/')[1];
  if (owner === null || name === undefined) return null;
  return { owner, operation: 'GET /repos/{owner}/{repo}', parameters: { owner, repo: name }, items: 1 };
}

/** The form that GitHub's settings export a ruleset in is the one its API answers. */
function ofRuleset(value: JsonObject): Recognised | null {
  const source = text(value.source);
  const id = value.id;
  if (source === null || typeof id !== 'number') return null;
  const [owner, name] = source.split('/');
  if (owner === undefined || owner === '') return null;
  return name === undefined
    ? {
        owner,
        operation: 'GET /orgs/{org}/rulesets/{ruleset_id}',
        parameters: { org: owner, ruleset_id: id },
        items: 1,
      }
    : {
        owner,
        operation: 'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}',
        parameters: { owner, repo: name, ruleset_id: id },
        items: 1,
      };
}

/** Environments and workflows carry their own address. */
function byAddressInside(value: JsonObject): Recognised | null {
  for (const [member, operation] of [
    ['environments', 'GET /repos/{owner}/{repo}/environments'],
    ['workflows', 'GET /repos/{owner}/{repo}/actions/workflows'],
  ] as const) {
    const list = objects(value[member]);
    const { owner, repo } =
      /\/repos\/(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)\//.exec(text(list[0]?.url) ?? '')?.groups ?? {};
    if (owner !== undefined && repo !== undefined)
      return { owner, operation, parameters: { owner, repo }, items: list.length };
  }
  return null;
}

/** What may follow where the pages of an answer were saved one by one: `secrets-2.json`. */
const PAGE_NUMBER = '(?:[._-]\\d+)?';
const NUMBERS = new Set(['ruleset_id', 'runner_group_id', 'pat_id']);

/** Templates of addresses as patterns over the end of a path; the longest first, so that the most exact wins. */
const BY_PATH = [...BEFORE_REPOSITORIES, ...AFTER_REPOSITORIES]
  .toSorted((a, b) => b.operation.length - a.operation.length)
  .map((endpoint) => {
    const names = [...endpoint.operation.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const pattern = endpoint.operation
      .slice('GET /'.length)
      .replaceAll('.', '\\.')
      .replace(/\{\w+\}/g, '([^/]+)');
    return {
      endpoint,
      names,
      pattern: new RegExp(`(?:^|/)${pattern}${pattern.endsWith(')') ? '' : PAGE_NUMBER}$`),
    };
  });

function byPath(value: Json, path: string): Recognised | null {
  const address = path.replace(/\.json$/i, '');
  for (const { endpoint, names, pattern } of BY_PATH) {
    const match = pattern.exec(address);
    if (match === null) continue;
    const parameters = Object.fromEntries(
      names.map((name, index) => {
        const part = decoded(match[index + 1] ?? '');
        return [name, NUMBERS.has(name) ? Number(part) : part];
      }),
    ) as JsonObject;
    const { list } = endpoint;
    const fits =
      list === undefined
        ? isJsonObject(value) && !('message' in value && 'documentation_url' in value)
        : list === ''
          ? Array.isArray(value)
          : isJsonObject(value) && Array.isArray(value[list]);
    if (!fits) return { reason: `does not hold what ${endpoint.operation} answers` };
    const owner = String(parameters.owner ?? parameters.org);
    return { owner, operation: endpoint.operation, parameters, items: itemsOf(value, list).length };
  }
  return null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function isRepository(value: JsonObject): boolean {
  return typeof value.full_name === 'string' && 'default_branch' in value && isJsonObject(value.owner);
}

function isRuleset(value: JsonObject): boolean {
  return (
    typeof value.target === 'string' && typeof value.enforcement === 'string' && Array.isArray(value.rules)
  );
}

function ownerOf(repository: JsonObject): string | null {
  return isJsonObject(repository.owner) ? text(repository.owner.login) : null;
}
