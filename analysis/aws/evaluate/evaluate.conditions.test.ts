// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like that.
import {
  ANA,
  APP,
  FULL,
  HERE,
  OBJECT,
  type PageCase,
  page,
  policy,
  ROOT,
  RUN,
  say,
} from './testing/cases-by-page.ts';

/** A statement that allows only under the condition, and the request's context. */
function when(
  says: string,
  condition: object,
  context: object,
  answer: PageCase['answer'],
  more: object = {},
): PageCase {
  return {
    says,
    context,
    policies: { identityPolicies: [policy(say('+', '*', '*', { Condition: condition }))] },
    answer,
    ...more,
  };
}
const tag = (...values: string[]) => ({ 'aws:TagKeys': values });

page('IAM User Guide, "Condition operators": string', [
  when(
    'StringEquals is case-sensitive',
    { StringEquals: { 'aws:UserAgent': 'Tool' } },
    { 'aws:UserAgent': 'tool' },
    'deny',
  ),
  when(
    'keys are not case-sensitive',
    { StringEquals: { 'AWS:useragent': 'tool' } },
    { 'aws:UserAgent': 'tool' },
    'allow',
  ),
  when(
    'values are alternatives',
    { StringEquals: { 'aws:UserAgent': ['a', 'b'] } },
    { 'aws:UserAgent': 'b' },
    'allow',
  ),
  when(
    'keys must all hold',
    { StringEquals: { 'aws:UserAgent': 'a', 'aws:SourceVpc': 'v' } },
    { 'aws:UserAgent': 'a' },
    'deny',
  ),
  when(
    'operators must all hold',
    { StringEquals: { 'aws:UserAgent': 'a' }, StringLike: { 'aws:SourceVpc': 'v*' } },
    { 'aws:UserAgent': 'a', 'aws:SourceVpc': 'w' },
    'deny',
  ),
  when(
    'StringEquals has no wildcards',
    { StringEquals: { 'aws:UserAgent': 'a*' } },
    { 'aws:UserAgent': 'ab' },
    'deny',
  ),
  when(
    'StringNotEquals: none of the values',
    { StringNotEquals: { 'aws:UserAgent': ['a', 'b'] } },
    { 'aws:UserAgent': 'b' },
    'deny',
  ),
  when(
    'StringEqualsIgnoreCase',
    { StringEqualsIgnoreCase: { 'aws:UserAgent': 'TOOL' } },
    { 'aws:UserAgent': 'tool' },
    'allow',
  ),
  when(
    'StringNotEqualsIgnoreCase',
    { StringNotEqualsIgnoreCase: { 'aws:UserAgent': 'TOOL' } },
    { 'aws:UserAgent': 'tool' },
    'deny',
  ),
  when(
    'StringLike with both wildcards',
    { StringLike: { 'aws:UserAgent': 'a?c*' } },
    { 'aws:UserAgent': 'abcdef' },
    'allow',
  ),
  when(
    'StringLike runs over colons',
    { StringLike: { 'aws:SourceArn': 'arn:aws:x:*:111122223333:finance/*' } },
    { 'aws:SourceArn': 'arn:aws:x:us-east-2:999988887777:store/abc:111122223333:finance/doc' },
    'allow',
  ),
  when('StringNotLike', { StringNotLike: { 'aws:UserAgent': 'a*' } }, { 'aws:UserAgent': 'abc' }, 'deny'),
  when(
    'a number in the policy is text',
    { StringEquals: { 'aws:UserAgent': 5 } },
    { 'aws:UserAgent': '5' },
    'allow',
  ),
  when(
    'an operator in another case',
    { stringequals: { 'aws:UserAgent': 'a' } },
    { 'aws:UserAgent': 'a' },
    'allow',
  ),
]);

page('IAM User Guide, "Condition operators": a key that is missing', [
  when('positive operators are false', { StringEquals: { 'aws:UserAgent': 'a' } }, {}, 'deny'),
  when('StringLike * is false', { StringLike: { 'aws:UserAgent': '*' } }, {}, 'deny'),
  when('negated operators are true', { StringNotEquals: { 'aws:UserAgent': 'a' } }, {}, 'allow'),
  when('NotIpAddress is true', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, {}, 'allow'),
  when('NumericLessThan is false', { NumericLessThan: { 's3:max-keys': '5' } }, {}, 'deny'),
  when('Bool is false', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, {}, 'deny'),
  when('IfExists is true', { StringEqualsIfExists: { 'aws:UserAgent': 'a' } }, {}, 'allow'),
  when(
    'IfExists on a key that exists compares',
    { StringEqualsIfExists: { 'aws:UserAgent': 'a' } },
    { 'aws:UserAgent': 'b' },
    'deny',
  ),
  when('negated IfExists is true', { StringNotEqualsIfExists: { 'aws:UserAgent': 'a' } }, {}, 'allow'),
  when('BoolIfExists', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, {}, 'allow'),
  when('Null true: the key does not exist', { Null: { 'aws:TokenIssueTime': 'true' } }, {}, 'allow'),
  when(
    'Null true on a key that exists',
    { Null: { 'aws:TokenIssueTime': 'true' } },
    { 'aws:TokenIssueTime': '2024-01-01T00:00:00Z' },
    'deny',
  ),
  when(
    'Null false',
    { Null: { 'aws:TokenIssueTime': false } },
    { 'aws:TokenIssueTime': '2024-01-01T00:00:00Z' },
    'allow',
  ),
  when('Null false on an empty list', { Null: { 'aws:TagKeys': 'false' } }, tag(), 'deny'),
]);

page('IAM User Guide, "Single-valued vs. multivalued context keys"', [
  when(
    'ForAllValues: all are in the list',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
    tag('a', 'b'),
    'allow',
  ),
  when(
    'ForAllValues: one is not',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
    tag('a', 'c'),
    'deny',
  ),
  when(
    'ForAllValues: the key is missing',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
    {},
    'allow',
  ),
  when(
    'ForAllValues: the key is empty',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
    tag(),
    'allow',
  ),
  when(
    'ForAllValues: an empty text is an empty set',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
    tag(''),
    'allow',
  ),
  when(
    'ForAllValues with Null against a missing key',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] }, Null: { 'aws:TagKeys': 'false' } },
    {},
    'deny',
  ),
  when(
    'ForAllValues negated: none is in the list',
    { 'ForAllValues:StringNotLike': { 'aws:TagKeys': ['key1*'] } },
    tag('key2', 'key3'),
    'allow',
  ),
  when(
    'ForAllValues negated: one is',
    { 'ForAllValues:StringNotLike': { 'aws:TagKeys': ['key1*'] } },
    tag('key2', 'key1x'),
    'deny',
  ),
  when(
    'ForAnyValue: one is in the list',
    { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } },
    tag('b', 'a'),
    'allow',
  ),
  when(
    'ForAnyValue: none is',
    { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } },
    tag('b', 'c'),
    'deny',
  ),
  when(
    'ForAnyValue: the key is missing',
    { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } },
    {},
    'deny',
  ),
  when(
    'ForAnyValue negated: one is outside the list',
    { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['a'] } },
    tag('a', 'b'),
    'allow',
  ),
  when(
    'ForAnyValue negated: the key is missing',
    { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['a'] } },
    {},
    'deny',
  ),
  when(
    'ForAnyValue with IfExists: the key is missing',
    { 'ForAnyValue:StringEqualsIfExists': { 'aws:TagKeys': ['a'] } },
    {},
    'allow',
  ),
  when(
    'aws:PrincipalOrgPaths',
    { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a1/r-a1/ou-1/*'] } },
    { 'aws:PrincipalOrgPaths': ['o-a1/r-a1/ou-1/ou-2/'] },
    'allow',
  ),
]);

page('IAM User Guide, "Condition operators": numbers, dates, Boolean, binary', [
  when(
    'NumericLessThanEquals',
    { NumericLessThanEquals: { 's3:max-keys': '10' } },
    { 's3:max-keys': '10' },
    'allow',
  ),
  when(
    'NumericLessThan compares as numbers',
    { NumericLessThan: { 's3:max-keys': '10' } },
    { 's3:max-keys': '9.5' },
    'allow',
  ),
  when('NumericGreaterThan', { NumericGreaterThan: { 's3:max-keys': 10 } }, { 's3:max-keys': '10' }, 'deny'),
  when(
    'NumericEquals of 10 and 10.0',
    { NumericEquals: { 's3:max-keys': '10' } },
    { 's3:max-keys': '10.0' },
    'allow',
  ),
  when('NumericNotEquals', { NumericNotEquals: { 's3:max-keys': '10' } }, { 's3:max-keys': '10' }, 'deny'),
  when(
    'a value that is no number does not match',
    { NumericLessThan: { 's3:max-keys': '10' } },
    { 's3:max-keys': 'few' },
    'deny',
  ),
  when(
    'DateGreaterThan',
    { DateGreaterThan: { 'aws:CurrentTime': '2024-01-01T00:00:00Z' } },
    { 'aws:CurrentTime': '2024-01-01T00:00:01Z' },
    'allow',
  ),
  when(
    'DateLessThan with an offset',
    { DateLessThan: { 'aws:CurrentTime': '2024-01-01T00:00:00+02:00' } },
    { 'aws:CurrentTime': '2023-12-31T21:59:59Z' },
    'allow',
  ),
  when(
    'a date alone is its midnight, UTC',
    { DateLessThan: { 'aws:CurrentTime': '2024-01-01' } },
    { 'aws:CurrentTime': '2024-01-01T00:00:00Z' },
    'deny',
  ),
  when(
    'epoch seconds against ISO',
    { DateEquals: { 'aws:EpochTime': '2024-01-01T00:00:00Z' } },
    { 'aws:EpochTime': '1704067200' },
    'allow',
  ),
  when(
    'epoch in the policy',
    { DateGreaterThanEquals: { 'aws:CurrentTime': '1704067200' } },
    { 'aws:CurrentTime': '2024-01-01T00:00:00Z' },
    'allow',
  ),
  when(
    'a time key that is not given is missing',
    { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
    {},
    'deny',
  ),
  when('Bool', { Bool: { 'aws:SecureTransport': true } }, { 'aws:SecureTransport': 'true' }, 'allow'),
  when('Bool false', { Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'true' }, 'deny'),
  when(
    'BinaryEquals',
    { BinaryEquals: { 'app:key': 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } },
    { 'app:key': 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' },
    'allow',
  ),
  when(
    'BinaryEquals of other bytes',
    { BinaryEquals: { 'app:key': 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } },
    { 'app:key': 'QQ==' },
    'deny',
  ),
]);

page('IAM User Guide, "Condition operators": IP addresses', [
  when(
    'inside the range',
    { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    { 'aws:SourceIp': '203.0.113.255' },
    'allow',
  ),
  when(
    'outside the range',
    { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    { 'aws:SourceIp': '203.0.114.0' },
    'deny',
  ),
  when(
    'one address',
    { IpAddress: { 'aws:SourceIp': '203.0.113.7' } },
    { 'aws:SourceIp': '203.0.113.7' },
    'allow',
  ),
  when(
    'NotIpAddress: in none of the ranges',
    { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] } },
    { 'aws:SourceIp': '203.0.113.9' },
    'deny',
  ),
  when(
    'IPv6',
    { IpAddress: { 'aws:SourceIp': '2001:DB8:1234:5678::/64' } },
    { 'aws:SourceIp': '2001:db8:1234:5678:abcd::1' },
    'allow',
  ),
  when(
    'IPv6 outside',
    { IpAddress: { 'aws:SourceIp': '2001:db8:1234:5678::/64' } },
    { 'aws:SourceIp': '2001:db8:1234:5679::1' },
    'deny',
  ),
  when(
    'IPv4 against an IPv6 range',
    { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } },
    { 'aws:SourceIp': '203.0.113.7' },
    'deny',
  ),
  when(
    'a prefix that is no multiple of eight',
    { IpAddress: { 'aws:SourceIp': '10.0.0.0/22' } },
    { 'aws:SourceIp': '10.0.3.255' },
    'allow',
  ),
]);

page('IAM User Guide, "Condition operators": Amazon Resource Names', [
  when(
    'ArnLike compares between colons',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:x:*:111122223333:finance/*' } },
    { 'aws:SourceArn': 'arn:aws:x:us-east-2:999988887777:store/abc:111122223333:finance/doc' },
    'deny',
  ),
  when(
    'ArnEquals has wildcards too',
    { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:*:topic-?' } },
    { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${HERE}:topic-1` },
    'allow',
  ),
  when(
    'colons in the last part belong to it',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:logs:*:*:log-group:*' } },
    { 'aws:SourceArn': `arn:aws:logs:eu-west-1:${HERE}:log-group:a:b` },
    'allow',
  ),
  when('ArnNotLike', { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${HERE}:user/*` } }, {}, 'deny'),
  when(
    'text that is no ARN',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } },
    { 'aws:SourceArn': 'topic' },
    'deny',
  ),
  when('aws:PrincipalArn of a session is its role', { ArnEquals: { 'aws:PrincipalArn': APP } }, {}, 'allow', {
    principal: RUN,
  }),
  when(
    'aws:PrincipalArn with StringLike',
    { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${HERE}:role/*` } },
    {},
    'allow',
    { principal: RUN },
  ),
  when(
    'aws:PrincipalArn as given',
    { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${HERE}:role/path/app` } },
    { 'aws:PrincipalArn': `arn:aws:iam::${HERE}:role/path/app` },
    'allow',
    { principal: RUN },
  ),
]);

page('IAM User Guide, "AWS global condition context keys": keys that follow from the principal', [
  when('aws:username of a user', { StringEquals: { 'aws:username': 'ana' } }, {}, 'allow'),
  when('a role has none', { Null: { 'aws:username': 'true' } }, {}, 'allow', { principal: RUN }),
  when('aws:PrincipalAccount', { StringEquals: { 'aws:PrincipalAccount': HERE } }, {}, 'allow', {
    principal: RUN,
  }),
  when('aws:PrincipalType of a user', { StringEquals: { 'aws:PrincipalType': 'User' } }, {}, 'allow'),
  when(
    'aws:PrincipalType of a session',
    { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } },
    {},
    'allow',
    { principal: RUN },
  ),
  when(
    'aws:ResourceAccount',
    { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
    {},
    'allow',
  ),
  when('aws:PrincipalArn of the root', { ArnEquals: { 'aws:PrincipalArn': ROOT } }, {}, 'allow', {
    principal: ROOT,
  }),
]);

const home = policy(say('+', 's3:GetObject', 'arn:aws:s3:::home/${aws:username}/*'));
const inHome = (who: string) => ({ resource: `arn:aws:s3:::home/${who}/f`, resourceAccount: HERE });

page('IAM User Guide, "IAM policy elements: Variables and tags"', [
  {
    says: 'a variable in a resource',
    ...inHome('ana'),
    policies: { identityPolicies: [home] },
    answer: 'allow',
  },
  { says: 'somebody else’s', ...inHome('ben'), policies: { identityPolicies: [home] }, answer: 'deny' },
  {
    says: 'Version 2008-10-17 does not expand',
    ...inHome('ana'),
    policies: { identityPolicies: [{ ...home, Version: '2008-10-17' }] },
    answer: 'deny',
  },
  {
    says: 'nor does a policy without Version',
    ...inHome('ana'),
    policies: { identityPolicies: [{ Statement: home.Statement }] },
    answer: 'deny',
  },
  {
    says: 'there the text is literal',
    ...inHome('${aws:username}'),
    policies: { identityPolicies: [{ Statement: home.Statement }] },
    answer: 'allow',
  },
  {
    says: 'a variable without value matches nothing',
    principal: APP,
    ...inHome('ana'),
    policies: { identityPolicies: [home] },
    answer: 'deny',
  },
  {
    says: 'other resources of the list still count',
    principal: APP,
    resource: 'arn:aws:s3:::home/pub/f',
    resourceAccount: HERE,
    policies: {
      identityPolicies: [
        policy(say('+', 's3:*', ['arn:aws:s3:::home/${aws:username}/*', 'arn:aws:s3:::home/pub/*'])),
      ],
    },
    answer: 'allow',
  },
  {
    says: 'a statement with NotResource that cannot be filled does not apply',
    principal: APP,
    ...inHome('ana'),
    policies: {
      identityPolicies: [
        FULL,
        policy({ Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::home/${aws:username}/*' }),
      ],
    },
    answer: 'allow',
  },
  {
    says: 'a tag',
    ...inHome('red'),
    context: { 'aws:PrincipalTag/team': 'red' },
    policies: {
      identityPolicies: [policy(say('+', 's3:*', 'arn:aws:s3:::home/${aws:PrincipalTag/team}/*'))],
    },
    answer: 'allow',
  },
  {
    says: 'a default',
    ...inHome('guest'),
    policies: {
      identityPolicies: [policy(say('+', 's3:*', "arn:aws:s3:::home/${aws:PrincipalTag/team, 'guest'}/*"))],
    },
    answer: 'allow',
  },
  {
    says: 'a star in a value is no wildcard',
    ...inHome('ana'),
    context: { 'aws:PrincipalTag/team': '*' },
    policies: {
      identityPolicies: [policy(say('+', 's3:*', 'arn:aws:s3:::home/${aws:PrincipalTag/team}/*'))],
    },
    answer: 'deny',
  },
  {
    says: '${*} is a star',
    resource: 'arn:aws:s3:::home/*',
    resourceAccount: HERE,
    policies: { identityPolicies: [policy(say('+', 's3:*', 'arn:aws:s3:::home/${*}'))] },
    answer: 'allow',
  },
  {
    says: '${*} is only a star',
    resource: 'arn:aws:s3:::home/x',
    resourceAccount: HERE,
    policies: { identityPolicies: [policy(say('+', 's3:*', 'arn:aws:s3:::home/${*}'))] },
    answer: 'deny',
  },
  {
    says: '${?} and ${$}',
    resource: 'arn:aws:s3:::home/?$',
    resourceAccount: HERE,
    policies: { identityPolicies: [policy(say('+', 's3:*', 'arn:aws:s3:::home/${?}${$}'))] },
    answer: 'allow',
  },
  when(
    'a variable in a condition',
    { StringEquals: { 'aws:ResourceTag/owner': '${aws:username}' } },
    { 'aws:ResourceTag/owner': 'ana' },
    'allow',
  ),
  when(
    'a variable in a condition that differs',
    { StringEquals: { 'aws:ResourceTag/owner': '${aws:username}' } },
    { 'aws:ResourceTag/owner': 'ben' },
    'deny',
  ),
  when(
    'a negated condition that cannot be filled does not hold',
    { StringNotEquals: { 'aws:ResourceTag/owner': '${aws:username}' } },
    { 'aws:ResourceTag/owner': 'ben' },
    'deny',
    { principal: RUN },
  ),
  when(
    'a key with several values is no variable',
    { StringEquals: { 'aws:UserAgent': '${aws:TagKeys}' } },
    { 'aws:UserAgent': 'a', 'aws:TagKeys': ['a', 'b'] },
    'deny',
  ),
  when(
    'names of variables are not case-sensitive',
    { StringEquals: { 'aws:UserAgent': '${AWS:Username}' } },
    { 'aws:UserAgent': 'ana' },
    'allow',
  ),
]);

const one = (action: string, statement: object, answer: PageCase['answer'], resource = OBJECT): PageCase => ({
  says: `${action} on ${resource}: ${JSON.stringify(statement)}`,
  action,
  resource,
  resourceAccount: HERE,
  policies: { identityPolicies: [policy({ Effect: 'Allow', ...statement })] },
  answer,
});

page('IAM User Guide, "Action", "NotAction", "Resource", "NotResource"', [
  one('s3:GetObject', { Action: 'S3:getobject', Resource: '*' }, 'allow'),
  one('S3:GETOBJECT', { Action: 's3:Get*', Resource: '*' }, 'allow'),
  one('s3:GetObject', { Action: 's3:Get?bject', Resource: '*' }, 'allow'),
  one('s3:GetObjectAcl', { Action: 's3:GetObject', Resource: '*' }, 'deny'),
  one('s3:GetObject', { Action: '*', Resource: '*' }, 'allow'),
  one('s3:GetObject', { Action: [], Resource: '*' }, 'deny'),
  one('s3:GetObject', { NotAction: 'iam:*', Resource: '*' }, 'allow'),
  one('iam:GetUser', { NotAction: ['iam:*', 's3:*'], Resource: '*' }, 'deny', ANA),
  one('s3:GetObject', { Action: 's3:*', Resource: 'arn:aws:s3:::DATA/*' }, 'deny'),
  one('s3:GetObject', { Action: 's3:*', Resource: 'arn:aws:s3:::data' }, 'deny'),
  one('s3:GetObject', { Action: 's3:*', Resource: 'arn:aws:s3:::data/re?ort.csv' }, 'allow'),
  one('s3:GetObject', { Action: 's3:*', NotResource: 'arn:aws:s3:::data/*' }, 'deny'),
  one('s3:GetObject', { Action: 's3:*', NotResource: 'arn:aws:s3:::else/*' }, 'allow'),
  one('s3:ListAllMyBuckets', { Action: 's3:*', Resource: 'arn:aws:s3:::*' }, 'deny', '*'),
  one('s3:ListAllMyBuckets', { Action: 's3:*', Resource: '*' }, 'allow', '*'),
  one(
    'logs:PutLogEvents',
    { Action: 'logs:*', Resource: 'arn:aws:logs:*' },
    'allow',
    `arn:aws:logs:eu-west-1:${HERE}:log-group:a:*`,
  ),
  one(
    'dynamodb:GetItem',
    { Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:*:*:table/*/index/*' },
    'deny',
    `arn:aws:dynamodb:eu-west-1:${HERE}:table/t`,
  ),
]);
