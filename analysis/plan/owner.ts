import type { Change } from '../../schema/scenario.ts';
import type { Estates } from '../estates.ts';

/** Whom to ask before a change is made, and where that is said. */
export interface Owner {
  readonly name: string;
  readonly says: string;
}

/** Tags, labels and annotations by which people say who owns a thing, in any spelling of case. */
const OWNER_TAGS = ['owner', 'team', 'contact', 'app.kubernetes.io/part-of'];
/** Members of changes that name what is changed; the holder of a policy before the policy. */
const ABOUT = [
  'credential',
  'secret',
  'principal',
  'role',
  'user',
  'of',
  'resource',
  'policy',
  'binding',
  'account',
  'workload',
  'workflow',
  'environment',
  'entity',
] as const;

/** Ids of what a change is about, the nearest first: of a key also its user, of a part of a repository the repository. */
export function concernedBy(change: Change, { aws }: Estates): readonly string[] {
  const members: Readonly<Record<string, unknown>> = change;
  const named = ABOUT.flatMap((member) => {
    const value = members[member];
    return typeof value === 'string' ? [value] : [];
  });
  return named.flatMap((id) => {
    const key = aws.facts.keys.find((each) => each.id === id);
    const user =
      key?.user == null
        ? null
        : aws.facts.users.find((each) => each.name === key.user && each.account === key.account);
    const repository = /^github:\/\/[^/]+\/[^/]+(?=\/)/.exec(id)?.[0];
    return [
      id,
      ...(user ? [user.id] : []),
      ...(id.endsWith('/login-profile') ? [id.slice(0, -'/login-profile'.length)] : []),
      ...(repository === undefined ? [] : [repository]),
    ];
  });
}

/** Who owns what a change is about, as tags, labels or CODEOWNERS say; null where nothing says it. */
export function ownerOf(change: Change, estates: Estates): Owner | null {
  for (const id of concernedBy(change, estates)) {
    const tags = tagsOf(id, estates);
    for (const wanted of OWNER_TAGS)
      for (const [name, value] of Object.entries(tags))
        if (name.toLowerCase() === wanted && value !== '')
          return { name: value, says: `${name}=${value} on ${id}` };
    const code = codeOwners(id, estates);
    if (code) return code;
  }
  return null;
}

function tagsOf(id: string, { aws, kubernetes }: Estates): Readonly<Record<string, string>> {
  const { facts } = aws;
  const holder = [...facts.users, ...facts.roles].find((each) => each.id === id);
  if (holder) return holder.tags;
  const resource = facts.resources.find(({ arn }) => arn === id);
  if (resource) return resource.tags;
  for (const cluster of kubernetes.facts.clusters) {
    const objects = [...cluster.serviceAccounts, ...cluster.secrets, ...cluster.controllers, ...cluster.pods];
    const found = objects.find((each) => each.id === id);
    if (found) return { ...found.annotations, ...found.labels };
    const role = cluster.roles.find((each) => each.id === id);
    if (role) return { ...role.annotations, ...role.labels };
  }
  return {};
}

/** The last rule of CODEOWNERS that fits everything, or workflow files (GitHub Docs, "About code owners": the last one counts). */
function codeOwners(id: string, { github }: Estates): Owner | null {
  const repository = [...github.repositories.values()].find((each) => each.id === id);
  const file = repository?.fact.codeowners;
  if (!file) return null;
  const lines = file.text
    .split('\n')
    .map((line) =>
      line
        .replace(/\s#.*$/, '')
        .trim()
        .split(/\s+/),
    )
    .filter(([pattern = '#', owner]) => !pattern.startsWith('#') && owner !== undefined)
    .filter(([pattern = '']) => pattern === '*' || /^\/?\.github(\/workflows)?\/?\**$/.test(pattern));
  const last = lines.at(-1);
  return last
    ? { name: last.slice(1).join(', '), says: `CODEOWNERS of ${repository.fact.name}: ${last.join(' ')}` }
    : null;
}
