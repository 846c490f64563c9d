import type { MemoryCall } from '../analysis/observations/memory-source.ts';
import type { Json, JsonObject } from '../schema/json.ts';
import { seeded } from './generate-graph.ts';

type Edit = (item: JsonObject, pick: (count: number) => number) => readonly JsonObject[];

/** What may become of one item of a list in a document: one in so many of them is edited, in one of these ways. */
interface Habit {
  readonly operation: string;
  /** The list in the document, at its top. */
  readonly list: string;
  readonly oneIn: number;
  readonly ways: readonly Edit[];
}

const gone: Edit = () => [];
const policy = (...statements: Json[]): Json => ({ Version: '2012-10-17', Statement: statements });
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
const accountOf = ({ Arn }: JsonObject): string => String(Arn).split(':')[4] ?? '';

/** A principal gets a policy of its own that lets it assume a role. */
const assumesMore =
  (list: 'UserPolicyList' | 'RolePolicyList'): Edit =>
  (item, pick) => [
    {
      ...item,
      [list]: [
        ...listOf(item[list]),
        {
          PolicyName: 'this-week',
          PolicyDocument: policy({
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Resource: `arn:aws:iam::${accountOf(item)}:role/team-${pick(20)}-${pick(40)}`,
          }),
        },
      ],
    },
  ];
const losesPolicies: Edit = (item) => [{ ...item, AttachedManagedPolicies: [] }];
const changesTeam: Edit = (item, pick) => [{ ...item, GroupList: [`team-${pick(20)}`] }];
const trustsAccount: Edit = (item) => [
  {
    ...item,
    AssumeRolePolicyDocument: policy({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountOf(item)}:root` },
      Action: 'sts:AssumeRole',
    }),
  },
];
const isOff: Edit = (item) => [{ ...item, Status: 'Inactive' }];
const madeAgain: Edit = (item) => {
  const metadata = objectOf(item.metadata);
  const again = { name: `${String(metadata.name)}-again`, uid: `${String(metadata.uid)}-again` };
  return [{ ...item, metadata: { ...metadata, ...again } }];
};
const bindsAnother: Edit = (item, pick) => [
  {
    ...item,
    subjects: listOf(item.subjects).map((subject) => ({ ...objectOf(subject), name: `sa-${pick(3)}` })),
  },
];
const oneMoreSecret: Edit = (item) => [item, { ...item, name: `${String(item.name)}_NEW` }];

/** One week's changes: a few in a thousand of what people configure, and one pod in fifty made again. */
const HABITS: readonly Habit[] = [
  {
    operation: 'iam:GetAccountAuthorizationDetails',
    list: 'UserDetailList',
    oneIn: 250,
    ways: [assumesMore('UserPolicyList'), losesPolicies, changesTeam, gone],
  },
  {
    operation: 'iam:GetAccountAuthorizationDetails',
    list: 'RoleDetailList',
    oneIn: 250,
    ways: [assumesMore('RolePolicyList'), losesPolicies, trustsAccount, gone],
  },
  { operation: 'iam:ListAccessKeys', list: 'AccessKeyMetadata', oneIn: 200, ways: [isOff, gone] },
  { operation: 'list v1/pods', list: 'items', oneIn: 50, ways: [madeAgain, madeAgain, madeAgain, gone] },
  {
    operation: 'list rbac.authorization.k8s.io/v1/rolebindings',
    list: 'items',
    oneIn: 50,
    ways: [bindsAnother, gone],
  },
  {
    operation: 'GET /repos/{owner}/{repo}/actions/secrets',
    list: 'secrets',
    oneIn: 100,
    ways: [oneMoreSecret, gone],
  },
];

/** The same calls a week later, and how many items were edited. The same seed edits the same. */
export function weekLater(
  calls: readonly MemoryCall[],
  seed = 17,
): { readonly calls: readonly MemoryCall[]; readonly edits: number } {
  const random = seeded(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  let edits = 0;
  const later = calls.map((call): MemoryCall => {
    let document = objectOf(call.document);
    for (const { operation, list, oneIn, ways } of HABITS) {
      if (operation !== call.operation) continue;
      const items = listOf(document[list]).flatMap((item): readonly Json[] => {
        if (pick(oneIn) !== 0) return [item];
        edits++;
        return ways[pick(ways.length)]!(objectOf(item), pick);
      });
      document = { ...document, [list]: items };
    }
    return document === call.document ? call : { ...call, document };
  });
  return { calls: later, edits };
}
