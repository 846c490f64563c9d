/** What is public of a credential. */
export interface Credential {
  readonly type: string;
  readonly identifier: string | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

export interface KnownCluster {
  readonly name: string;
  /** The URL in the tokens of its service accounts; null where it is not known. */
  readonly issuer: string | null;
}

/** Tokens in secrets have had this issuer, in every cluster, since before issuers had URLs. */
const LEGACY_ISSUER = 'kubernetes/serviceaccount';

/** The clusters that a credential may be of. */
export function clustersFor<C extends KnownCluster>(
  all: readonly C[],
  recognition: Credential,
): readonly C[] {
  if (recognition.type === 'kubernetes-service-account-token') {
    const issuer = factOf(recognition, 'issuer');
    const same = all.filter((each) => issuer !== null && each.issuer === issuer);
    if (same.length > 0) return same;
    const incomparable =
      issuer === null || issuer === LEGACY_ISSUER || all.every((each) => each.issuer === null);
    return all.length === 1 && incomparable ? all : [];
  }
  if (recognition.type !== 'kubeconfig') return [];
  const said = recognition.facts.filter(({ label }) => label === 'cluster').map(({ value }) => value);
  const named = all.filter(({ name }) => said.some((value) => nameIn(value) === name));
  return named.length > 0 ? named : all.length === 1 ? all : [];
}

/** `arn:aws:eks:…:cluster/prod (https://…)` names `prod`. */
function nameIn(value: string): string {
  const name = value.replace(/ \(.*\)$/, '');
  return /^arn:[^:]+:eks:[^:]*:\d{12}:cluster\/(.+)$/.exec(name)?.[1] ?? name;
}

/** The ends of ids that a credential may be known by, the surest first: `serviceaccount/NS/NAME`, `user/NAME`. */
export function namesInCluster(recognition: Credential): readonly string[] {
  const account = (subject: string | null) => {
    const [, namespace, name] = /^system:serviceaccount:([^:/]+):([^:/]+)$/.exec(subject ?? '') ?? [];
    return namespace === undefined ? [] : [`serviceaccount/${namespace}/${name}`];
  };
  if (recognition.type === 'kubernetes-service-account-token') return account(recognition.identifier);
  if (recognition.type !== 'kubeconfig') return [];
  const user = factOf(recognition, 'client certificate user');
  const groups = factOf(recognition, 'client certificate groups');
  return [
    ...account(factOf(recognition, 'token subject')),
    ...(user === null ? [] : [`user/${user}`]),
    ...(groups === null ? [] : groups.split(', ').map((group) => `group/${group}`)),
  ];
}

export function factOf({ facts }: Credential, label: string): string | null {
  return facts.find((fact) => fact.label === label)?.value ?? null;
}
