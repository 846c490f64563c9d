// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like that.
import fc from 'fast-check';
import type {
  ReferenceCase,
  ReferencePolicy,
  ReferencePrincipal,
  ReferenceStatement,
} from './reference-evaluator.ts';

const HERE = '111122223333';
const THERE = '444455556666';

export const principals = [
  `arn:aws:iam::${HERE}:user/ana`,
  `arn:aws:iam::${HERE}:user/team/ben`,
  `arn:aws:iam::${HERE}:role/app`,
  `arn:aws:iam::${HERE}:role/path/job`,
  `arn:aws:sts::${HERE}:assumed-role/job/run`,
  `arn:aws:sts::${HERE}:assumed-role/app/run`,
  `arn:aws:iam::${HERE}:root`,
  `arn:aws:iam::${THERE}:user/ana`,
  `arn:aws:sts::${THERE}:assumed-role/app/run`,
  `arn:aws:iam::${THERE}:root`,
  `arn:aws:iam::${HERE}:oidc-provider/token.example.com`,
  'lambda.amazonaws.com',
  'anonymous',
];

const actions = ['s3:GetObject', 'S3:PutObject', 'sts:AssumeRole', 'kms:Decrypt', 'iam:PassRole'];
const resources = [
  'arn:aws:s3:::data/ana/key',
  'arn:aws:s3:::data/ben/*',
  `arn:aws:iam::${HERE}:role/app`,
  `arn:aws:iam::${THERE}:role/app`,
  `arn:aws:kms:eu-west-1:${HERE}:key/1`,
  '*',
];

const someOf = (values: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.subarray([...values], { minLength: 0, maxLength: Math.min(3, values.length) }),
  );

const actionText = someOf([
  '*',
  's3:*',
  's3:Get*',
  'S3:getobject',
  'sts:AssumeRole',
  'kms:*',
  'iam:P?ssRole',
  's3:PutObject',
]);
const resourceText = someOf([
  '*',
  'arn:aws:s3:::data/*',
  'arn:aws:s3:::data/${aws:username}/*',
  "arn:aws:s3:::data/${aws:PrincipalTag/team, 'ben'}/*",
  'arn:aws:s3:::data/*/${*}',
  'arn:aws:s3:::d?ta/*/key',
  'arn:*:role/app',
  `arn:aws:iam::${HERE}:role/*`,
  `arn:aws:kms:*:${HERE}:key/1`,
]);

const principalText: fc.Arbitrary<ReferencePrincipal> = fc.oneof(
  fc.constant('*' as const),
  fc.record(
    {
      AWS: someOf([
        ...principals.filter((text) => text.startsWith('arn:') && !text.includes('provider')),
        HERE,
        THERE,
        '*',
      ]),
      Service: someOf(['lambda.amazonaws.com', 'ec2.amazonaws.com']),
      Federated: someOf([principals[10]!]),
    },
    { requiredKeys: [] },
  ),
);

const operators = (bases: readonly string[], sets: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...sets), fc.constantFrom(...bases), fc.constantFrom('', 'IfExists'))
    .map((parts) => parts.join(''));

const plainConditions = fc.oneof(
  entry(
    operators(
      ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase'],
      [''],
    ),
    'aws:SourceVpce',
    ['vpce-1', 'VPCE-1', 'vpce-*', '${aws:username}'],
  ),
  entry(
    operators(['StringEquals', 'StringNotEquals', 'StringLike'], ['', 'ForAllValues:', 'ForAnyValue:']),
    'aws:TagKeys',
    ['red', 'b*', 'blue'],
  ),
  entry(
    operators(['NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEquals'], ['']),
    's3:max-keys',
    ['10', '5.5'],
  ),
  entry(operators(['Bool'], ['']), 'aws:MultiFactorAuthPresent', ['true', 'false']),
  entry(operators(['ArnLike', 'ArnNotEquals'], ['']), 'AWS:principalarn', [
    `arn:aws:iam::${HERE}:role/*`,
    `arn:aws:iam::*:user/ana`,
    'arn:*:role/app',
  ]),
  entry(fc.constant('Null'), 'aws:SourceVpce', ['true', 'false']),
);

/** Conditions on keys that are unknown, in which every world is one of the few that `unknownDomains` lists. */
const exactConditions = fc.oneof(
  entry(operators(['StringEquals', 'StringNotEquals'], ['']), 'aws:SourceVpce', ['vpce-1', 'vpce-2']),
  entry(operators(['Bool'], ['']), 'aws:MultiFactorAuthPresent', ['true', 'false']),
  entry(fc.constant('Null'), 'aws:SourceVpce', ['true', 'false']),
  entry(fc.constant('Null'), 'aws:MultiFactorAuthPresent', ['true', 'false']),
);

export const unknownDomains = {
  'aws:SourceVpce': [null, ['vpce-1'], ['vpce-2'], ['vpce-3'], ['VPCE-1'], ['ana']],
  'aws:MultiFactorAuthPresent': [null, ['true'], ['false']],
  'aws:TagKeys': [null, ['red'], ['blue'], ['green'], ['red', 'green'], ['red', 'blue'], ['']],
  's3:max-keys': [null, ['1'], ['5.5'], ['7'], ['10'], ['11']],
} as const;

function entry(operator: fc.Arbitrary<string>, key: string, values: readonly string[]) {
  return fc.tuple(operator, someOf(values)).map(([name, texts]) => [name, key, texts] as const);
}

const ANY_ACTION = fc.constant(['Action', '*'] as const);
const ANY_RESOURCE = fc.constant(['Resource', '*'] as const);

/** How often conditions stand in a statement, and how often its action and resource match. */
interface Mix {
  readonly condition: ReturnType<typeof entry>;
  readonly dense: boolean;
}

function conditionOf({ condition: one, dense }: Mix) {
  const some = fc.array(one, { minLength: dense ? 1 : 0, maxLength: 2 });
  return fc.option(some, { nil: undefined, freq: dense ? 5 : 1 }).map((entries) => {
    if (entries === undefined) return {};
    const condition: Record<string, Record<string, string | readonly string[]>> = {};
    for (const [operator, key, texts] of entries)
      condition[operator] = { ...condition[operator], [key]: texts };
    return { Condition: condition };
  });
}

function statement(withPrincipal: boolean, mix: Mix): fc.Arbitrary<ReferenceStatement> {
  return fc
    .tuple(
      fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      mix.dense
        ? ANY_ACTION
        : fc.tuple(fc.constantFrom('Action', 'Action', 'Action', 'NotAction'), actionText),
      mix.dense
        ? ANY_RESOURCE
        : fc.tuple(fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'), resourceText),
      fc.tuple(fc.constantFrom('Principal', 'Principal', 'NotPrincipal'), principalText),
      conditionOf(mix),
    )
    .map(
      ([Effect, [action, actionValue], [resource, resourceValue], [principal, principalValue], conditions]) =>
        ({
          Effect,
          [action]: actionValue,
          [resource]: resourceValue,
          ...(withPrincipal ? { [principal]: principalValue } : {}),
          ...conditions,
        }) as ReferenceStatement,
    );
}

function policy(withPrincipal: boolean, mix: Mix): fc.Arbitrary<ReferencePolicy> {
  return fc
    .tuple(
      fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17', undefined),
      fc.array(statement(withPrincipal, mix), { maxLength: 3 }),
    )
    .map(([Version, Statement]) => (Version === undefined ? { Statement } : { Version, Statement }));
}

const FULL: ReferencePolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};
const FULL_RCP: ReferencePolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' }],
};

function caseOf(mix: Mix, context: fc.Arbitrary<ReferenceCase['context']>) {
  const plain = policy(false, mix);
  const mostlyFull = fc.oneof(fc.constant(FULL), fc.constant(FULL), plain);
  const rarely = <T>(value: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
  return fc
    .record({
      principal: fc.constantFrom(...principals),
      action: fc.constantFrom(...actions),
      resource: fc.constantFrom(...resources),
      resourceAccount: rarely(fc.constantFrom(HERE, THERE)),
      context,
      identity: fc.array(fc.oneof(plain, fc.constant(FULL)), { maxLength: 2 }),
      boundary: rarely(mostlyFull),
      session: rarely(fc.array(mostlyFull, { maxLength: 2 })),
      resourcePolicy: fc.option(policy(true, mix), { nil: undefined }),
      scp: rarely(fc.array(fc.array(mostlyFull, { maxLength: 2 }), { maxLength: 3 })),
      rcp: rarely(
        fc.array(fc.array(fc.oneof(fc.constant(FULL_RCP), policy(true, mix)), { maxLength: 2 }), {
          maxLength: 2,
        }),
      ),
      endpoint: rarely(fc.array(fc.oneof(fc.constant(FULL_RCP), policy(true, mix)), { maxLength: 1 })),
    })
    .map(
      (one) =>
        Object.fromEntries(
          Object.entries(one).filter(([, value]) => value !== undefined),
        ) as unknown as ReferenceCase,
    );
}

const knownContext = fc.record(
  {
    'aws:SourceVpce': fc.constantFrom(['vpce-1'], ['vpce-2'], ['VPCE-1'], ['ana']),
    'AWS:TagKeys': fc.constantFrom(['red'], ['red', 'blue'], ['green', 'black'], ['']),
    's3:max-keys': fc.constantFrom(['5.5'], ['10'], ['11']),
    'aws:multifactorauthpresent': fc.constantFrom(['true'], ['false']),
    'aws:PrincipalTag/team': fc.constantFrom(['ana'], ['b*']),
  },
  { requiredKeys: [] },
);

const noContext = fc.constant<ReferenceCase['context']>({ 'aws:PrincipalTag/team': ['ana'] });

/** Cases whose context is complete. */
export const completeCase = caseOf(
  { condition: plainConditions, dense: false },
  knownContext as fc.Arbitrary<ReferenceCase['context']>,
);
/** Cases whose keys in `unknownDomains` are not known. */
export const openCase = caseOf({ condition: plainConditions, dense: false }, noContext);
/** The same with conditions for which the worlds of `unknownDomains` are all there are. */
export const exactCase = caseOf({ condition: exactConditions, dense: true }, noContext);
