// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like that.
import { ANA, APP, HERE, page, policy, RUN, say } from './testing/cases-by-page.ts';

/*
 * Expected answers were taken from the documentation's sentences before anything was run.
 * Pages: docs.aws.amazon.com/IAM/latest/UserGuide/…
 */

/** An identity policy that reads under a condition. */
function when(condition: object) {
  return { identityPolicies: [policy(say('+', 's3:GetObject', '*', { Condition: condition }))] };
}

const PAGE = 'reference_policies_elements_condition_operators.html';

page(`${PAGE}#Conditions_String`, [
  {
    says: 'StringEquals matches exactly',
    context: { 's3:prefix': 'home' },
    policies: when({ StringEquals: { 's3:prefix': 'home' } }),
    answer: 'allow',
  },
  {
    says: 'StringEquals is case-sensitive in values',
    context: { 's3:prefix': 'Home' },
    policies: when({ StringEquals: { 's3:prefix': 'home' } }),
    answer: 'deny',
  },
  {
    says: 'keys are not case-sensitive',
    context: { 'AWS:sourceACCOUNT': HERE },
    policies: when({ StringEquals: { 'aws:SourceAccount': HERE } }),
    answer: 'allow',
  },
  {
    says: 'StringEqualsIgnoreCase ignores case',
    context: { 's3:prefix': 'HOME' },
    policies: when({ StringEqualsIgnoreCase: { 's3:prefix': 'home' } }),
    answer: 'allow',
  },
  {
    says: 'StringNotEqualsIgnoreCase is its negation',
    context: { 's3:prefix': 'HOME' },
    policies: when({ StringNotEqualsIgnoreCase: { 's3:prefix': 'home' } }),
    answer: 'deny',
  },
  {
    says: 'StringEquals takes a star as a star',
    context: { 's3:prefix': 'home/ana' },
    policies: when({ StringEquals: { 's3:prefix': 'home/*' } }),
    answer: 'deny',
  },
  {
    says: 'StringLike takes wildcards anywhere',
    context: { 's3:prefix': 'home/ana/inbox' },
    policies: when({ StringLike: { 's3:prefix': 'h?me/*/in*' } }),
    answer: 'allow',
  },
  {
    says: 'StringLike is case-sensitive',
    context: { 's3:prefix': 'Home/ana' },
    policies: when({ StringLike: { 's3:prefix': 'home/*' } }),
    answer: 'deny',
  },
  {
    says: 'StringNotLike is its negation',
    context: { 's3:prefix': 'home/ana' },
    policies: when({ StringNotLike: { 's3:prefix': 'home/*' } }),
    answer: 'deny',
  },
  {
    says: 'several values: any matches',
    context: { 's3:prefix': 'b' },
    policies: when({ StringEquals: { 's3:prefix': ['a', 'b'] } }),
    answer: 'allow',
  },
  {
    says: 'several values of a negated operator: none matches',
    context: { 's3:prefix': 'b' },
    policies: when({ StringNotEquals: { 's3:prefix': ['a', 'b'] } }),
    answer: 'deny',
  },
  {
    says: 'several keys: all match',
    context: { 's3:prefix': 'a', 's3:delimiter': '-' },
    policies: when({ StringEquals: { 's3:prefix': 'a', 's3:delimiter': '/' } }),
    answer: 'deny',
  },
  {
    says: 'several operators: all match',
    context: { 's3:prefix': 'ab' },
    policies: when({ StringLike: { 's3:prefix': 'a*' }, StringNotEquals: { 's3:prefix': 'ab' } }),
    answer: 'deny',
  },
  {
    says: 'a missing key does not match',
    policies: when({ StringLike: { 's3:prefix': '*' } }),
    answer: 'deny',
  },
  {
    says: 'a missing key makes a negated operator true',
    policies: when({ StringNotLike: { 's3:prefix': 'a*' } }),
    answer: 'allow',
  },
]);

page(`${PAGE}#Conditions_Numeric`, [
  {
    says: 'less than or equal at the limit',
    context: { 's3:max-keys': '10' },
    policies: when({ NumericLessThanEquals: { 's3:max-keys': '10' } }),
    answer: 'allow',
  },
  {
    says: 'less than at the limit',
    context: { 's3:max-keys': '10' },
    policies: when({ NumericLessThan: { 's3:max-keys': '10' } }),
    answer: 'deny',
  },
  {
    says: 'numbers, not texts: 9 is less than 10',
    context: { 's3:max-keys': '9' },
    policies: when({ NumericLessThan: { 's3:max-keys': 10 } }),
    answer: 'allow',
  },
  {
    says: 'equal in another spelling',
    context: { 's3:max-keys': '10.0' },
    policies: when({ NumericEquals: { 's3:max-keys': '10' } }),
    answer: 'allow',
  },
  {
    says: 'not equal',
    context: { 's3:max-keys': '11' },
    policies: when({ NumericNotEquals: { 's3:max-keys': '10' } }),
    answer: 'allow',
  },
  {
    says: 'greater than, missing',
    policies: when({ NumericGreaterThan: { 's3:max-keys': '10' } }),
    answer: 'deny',
  },
  {
    says: 'not equal, missing',
    policies: when({ NumericNotEquals: { 's3:max-keys': '10' } }),
    answer: 'allow',
  },
]);

page(`${PAGE}#Conditions_Date`, [
  {
    says: 'before a time',
    context: { 'aws:CurrentTime': '2026-01-31T23:59:59Z' },
    policies: when({ DateLessThan: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' } }),
    answer: 'allow',
  },
  {
    says: 'after it',
    context: { 'aws:CurrentTime': '2026-02-01T00:00:01Z' },
    policies: when({ DateLessThan: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' } }),
    answer: 'deny',
  },
  {
    says: 'a date may be written as an epoch time',
    context: { 'aws:EpochTime': '1769904000' },
    policies: when({ DateEquals: { 'aws:EpochTime': '2026-02-01T00:00:00Z' } }),
    answer: 'allow',
  },
  {
    says: 'and in the policy as well',
    context: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' },
    policies: when({ DateGreaterThanEquals: { 'aws:CurrentTime': '1769904000' } }),
    answer: 'allow',
  },
  {
    says: 'an offset from UTC counts',
    context: { 'aws:CurrentTime': '2026-02-01T00:30:00Z' },
    policies: when({ DateLessThan: { 'aws:CurrentTime': '2026-02-01T01:00:00+01:00' } }),
    answer: 'deny',
  },
  {
    says: 'a day without a time is its midnight in UTC',
    context: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' },
    policies: when({ DateEquals: { 'aws:CurrentTime': '2026-02-01' } }),
    answer: 'allow',
  },
  {
    says: 'epoch time compared as a number',
    context: { 'aws:EpochTime': '1769904000' },
    policies: when({ NumericGreaterThan: { 'aws:EpochTime': '1769903999' } }),
    answer: 'allow',
  },
  {
    says: 'a missing token issue time is not before anything',
    policies: when({ DateLessThan: { 'aws:TokenIssueTime': '2030-01-01T00:00:00Z' } }),
    answer: 'deny',
  },
]);

page(`${PAGE}#Conditions_Boolean and #Conditions_BinaryEquals`, [
  {
    says: 'Bool true',
    context: { 'aws:SecureTransport': 'true' },
    policies: when({ Bool: { 'aws:SecureTransport': 'true' } }),
    answer: 'allow',
  },
  {
    says: 'a JSON boolean in the policy',
    context: { 'aws:SecureTransport': 'false' },
    policies: when({ Bool: { 'aws:SecureTransport': false } }),
    answer: 'allow',
  },
  {
    says: 'Bool false does not hold where the key is missing (the MFA pitfall)',
    policies: {
      identityPolicies: [
        policy(say('+', 's3:*', '*'), {
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
        }),
      ],
    },
    answer: 'allow',
  },
  {
    says: 'BoolIfExists false does, so that long-term keys are denied',
    policies: {
      identityPolicies: [
        policy(say('+', 's3:*', '*'), {
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
        }),
      ],
    },
    answer: 'explicit deny',
  },
  {
    says: 'BinaryEquals compares bytes in base64',
    context: { 'x:key': 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' },
    policies: when({ BinaryEquals: { 'x:key': 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } }),
    answer: 'allow',
  },
  {
    says: 'other bytes do not match',
    context: { 'x:key': 'QmluYXJ5' },
    policies: when({ BinaryEquals: { 'x:key': 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } }),
    answer: 'deny',
  },
]);

page(`${PAGE}#Conditions_IPAddress`, [
  {
    says: 'inside a range',
    context: { 'aws:SourceIp': '203.0.113.200' },
    policies: when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    answer: 'allow',
  },
  {
    says: 'outside a range',
    context: { 'aws:SourceIp': '203.0.114.1' },
    policies: when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    answer: 'deny',
  },
  {
    says: 'a range that ends within a byte',
    context: { 'aws:SourceIp': '10.1.143.255' },
    policies: when({ IpAddress: { 'aws:SourceIp': '10.1.128.0/20' } }),
    answer: 'allow',
  },
  {
    says: 'and just outside of it',
    context: { 'aws:SourceIp': '10.1.144.0' },
    policies: when({ IpAddress: { 'aws:SourceIp': '10.1.128.0/20' } }),
    answer: 'deny',
  },
  {
    says: 'without a prefix length /32 is meant',
    context: { 'aws:SourceIp': '203.0.113.7' },
    policies: when({ IpAddress: { 'aws:SourceIp': '203.0.113.7' } }),
    answer: 'allow',
  },
  {
    says: 'version 6, shortened on one side',
    context: { 'aws:SourceIp': '2001:db8:1234:5678:0:0:0:1' },
    policies: when({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8:1234:5678::/64'] } }),
    answer: 'allow',
  },
  {
    says: 'version 6 outside',
    context: { 'aws:SourceIp': '2001:db8:1234:5679::1' },
    policies: when({ IpAddress: { 'aws:SourceIp': '2001:DB8:1234:5678::/64' } }),
    answer: 'deny',
  },
  {
    says: 'an address of version 6 is in no range of version 4',
    context: { 'aws:SourceIp': '2001:db8::1' },
    policies: when({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }),
    answer: 'deny',
  },
  {
    says: 'NotIpAddress outside',
    context: { 'aws:SourceIp': '198.51.100.1' },
    policies: when({ NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '192.0.2.0/24'] } }),
    answer: 'allow',
  },
  {
    says: 'NotIpAddress without the key',
    policies: when({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    answer: 'allow',
  },
]);

const TOPIC = `arn:aws:sns:eu-west-1:${HERE}:orders-new`;

page(`${PAGE}#Conditions_ARN`, [
  {
    says: 'ArnEquals behaves as ArnLike, wildcards and all',
    context: { 'aws:SourceArn': TOPIC },
    policies: when({ ArnEquals: { 'aws:SourceArn': `arn:aws:sns:*:${HERE}:orders-*` } }),
    answer: 'allow',
  },
  {
    says: 'each of the six components is matched apart',
    context: { 'aws:SourceArn': TOPIC },
    policies: when({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:orders-new' } }),
    answer: 'deny',
  },
  {
    says: 'every component a star',
    context: { 'aws:SourceArn': TOPIC },
    policies: when({ ArnLike: { 'aws:SourceArn': 'arn:*:sns:*:*:*' } }),
    answer: 'allow',
  },
  {
    says: 'StringEquals on an ARN takes no wildcards',
    context: { 'aws:SourceArn': TOPIC },
    policies: when({ StringEquals: { 'aws:SourceArn': `arn:aws:sns:*:${HERE}:orders-*` } }),
    answer: 'deny',
  },
  {
    says: 'ArnNotLike',
    context: { 'aws:SourceArn': TOPIC },
    policies: when({ ArnNotLike: { 'aws:SourceArn': `arn:aws:sns:*:${HERE}:orders-???` } }),
    answer: 'deny',
  },
  {
    says: 'ArnNotEquals without the key',
    policies: when({ ArnNotEquals: { 'aws:SourceArn': TOPIC } }),
    answer: 'allow',
  },
  {
    says: 'aws:PrincipalArn of a session is the ARN of its role',
    principal: RUN,
    policies: when({ ArnEquals: { 'aws:PrincipalArn': APP } }),
    answer: 'allow',
  },
  {
    says: 'the last component may hold colons',
    context: { 'aws:SourceArn': `arn:aws:logs:eu-west-1:${HERE}:log-group:app:stream` },
    policies: when({ ArnLike: { 'aws:SourceArn': `arn:aws:logs:*:${HERE}:log-group:*` } }),
    answer: 'allow',
  },
]);

page(`${PAGE}#Conditions_IfExists and #Conditions_Null`, [
  {
    says: 'IfExists is true where the key is missing',
    policies: when({ StringLikeIfExists: { 'ec2:InstanceType': ['t1.*'] } }),
    answer: 'allow',
  },
  {
    says: 'and evaluated where it is present',
    context: { 'ec2:InstanceType': 'm5.large' },
    policies: when({ StringLikeIfExists: { 'ec2:InstanceType': ['t1.*'] } }),
    answer: 'deny',
  },
  {
    says: 'a negated operator with IfExists, present',
    context: { 'aws:PrincipalOrgID': 'o-exampleorg' },
    policies: when({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorg' } }),
    answer: 'deny',
  },
  {
    says: 'a negated operator with IfExists, missing',
    policies: when({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorg' } }),
    answer: 'allow',
  },
  {
    says: 'Null true: the key is missing',
    policies: when({ Null: { 'aws:TokenIssueTime': 'true' } }),
    answer: 'allow',
  },
  {
    says: 'Null true with the key',
    context: { 'aws:TokenIssueTime': '2026-02-01T00:00:00Z' },
    policies: when({ Null: { 'aws:TokenIssueTime': 'true' } }),
    answer: 'deny',
  },
  {
    says: 'Null false: the key is there',
    context: { 'aws:TokenIssueTime': '2026-02-01T00:00:00Z' },
    policies: when({ Null: { 'aws:TokenIssueTime': false } }),
    answer: 'allow',
  },
  {
    says: 'Null false without the key',
    policies: when({ Null: { 'aws:TokenIssueTime': 'false' } }),
    answer: 'deny',
  },
]);

page('reference_policies_condition-single-vs-multi-valued-context-keys.html', [
  {
    says: 'ForAllValues: every value of the request is among those of the policy',
    context: { 'aws:TagKeys': ['environment', 'cost-center'] },
    policies: when({
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center', 'team'] },
    }),
    answer: 'allow',
  },
  {
    says: 'ForAllValues with one more',
    context: { 'aws:TagKeys': ['environment', 'owner'] },
    policies: when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment'] } }),
    answer: 'deny',
  },
  {
    says: 'ForAllValues is true where the key is missing',
    policies: when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment'] } }),
    answer: 'allow',
  },
  {
    says: 'ForAllValues is true where the key resolves to an empty text',
    context: { 'aws:TagKeys': '' },
    policies: when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment'] } }),
    answer: 'allow',
  },
  {
    says: 'ForAllValues with Null false asks for the key',
    policies: when({
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment'] },
      Null: { 'aws:TagKeys': 'false' },
    }),
    answer: 'deny',
  },
  {
    says: 'ForAnyValue: one value is enough',
    context: { 'aws:TagKeys': ['owner', 'environment'] },
    policies: when({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['environment', 'team'] } }),
    answer: 'allow',
  },
  {
    says: 'ForAnyValue is false where the key is missing',
    policies: when({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['environment'] } }),
    answer: 'deny',
  },
  {
    says: 'ForAnyValue with a negated operator is false where the key is missing',
    policies: when({ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['environment'] } }),
    answer: 'deny',
  },
  {
    says: 'ForAnyValue with a negated operator: one value matches none',
    context: { 'aws:TagKeys': ['environment', 'owner'] },
    policies: when({ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['environment'] } }),
    answer: 'allow',
  },
  {
    says: 'ForAllValues with a negated operator: no value matches any',
    context: { 'aws:TagKeys': ['environment', 'owner'] },
    policies: when({ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['environment'] } }),
    answer: 'deny',
  },
  {
    says: 'ForAnyValue:StringLike over organization paths',
    context: { 'aws:PrincipalOrgPaths': ['o-exampleorg/r-ab12/ou-ab12-11111111/'] },
    policies: when({
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-exampleorg/r-ab12/ou-ab12-1*'] },
    }),
    answer: 'allow',
  },
  {
    says: 'the words of a set operator are not case-sensitive',
    context: { 'aws:TagKeys': ['owner'] },
    policies: when({ 'forAnyValue:StringEquals': { 'aws:TagKeys': ['owner'] } }),
    answer: 'allow',
  },
]);

/** An identity policy that reads one resource. */
function reads(resource: string, version = '2012-10-17') {
  return {
    identityPolicies: [
      { Version: version, Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }] },
    ],
  };
}

page('reference_policies_variables.html', [
  {
    says: 'aws:username in a resource',
    resource: 'arn:aws:s3:::data/ana/x',
    resourceAccount: HERE,
    policies: reads('arn:aws:s3:::data/${aws:username}/*'),
    answer: 'allow',
  },
  {
    says: "another user's folder",
    resource: 'arn:aws:s3:::data/ben/x',
    resourceAccount: HERE,
    policies: reads('arn:aws:s3:::data/${aws:username}/*'),
    answer: 'deny',
  },
  {
    says: 'version 2008-10-17 takes it as text',
    resource: 'arn:aws:s3:::data/ana/x',
    resourceAccount: HERE,
    policies: reads('arn:aws:s3:::data/${aws:username}/*', '2008-10-17'),
    answer: 'deny',
  },
  {
    says: 'and matches that text',
    resource: 'arn:aws:s3:::data/${aws:username}/x',
    resourceAccount: HERE,
    policies: reads('arn:aws:s3:::data/${aws:username}/*', '2008-10-17'),
    answer: 'allow',
  },
  {
    says: 'a policy without a version is of 2008-10-17',
    resource: 'arn:aws:s3:::data/ana/x',
    resourceAccount: HERE,
    policies: {
      identityPolicies: [
        { Statement: { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::data/${aws:username}/*' } },
      ],
    },
    answer: 'deny',
  },
  {
    says: 'a role has no user name, so that the statement does not match',
    principal: RUN,
    resource: 'arn:aws:s3:::data//x',
    resourceAccount: HERE,
    policies: reads('arn:aws:s3:::data/${aws:username}/*'),
    answer: 'deny',
  },
  {
    says: "a tag of the principal's",
    resource: 'arn:aws:s3:::data/blue/x',
    resourceAccount: HERE,
    context: { 'aws:PrincipalTag/team': 'blue' },
    policies: reads('arn:aws:s3:::data/${aws:PrincipalTag/team}/*'),
    answer: 'allow',
  },
  {
    says: 'a default where the key is missing',
    resource: 'arn:aws:s3:::data/company-wide/x',
    resourceAccount: HERE,
    policies: reads("arn:aws:s3:::data/${aws:PrincipalTag/team, 'company-wide'}/*"),
    answer: 'allow',
  },
  {
    says: 'no default where the key is there',
    resource: 'arn:aws:s3:::data/company-wide/x',
    resourceAccount: HERE,
    context: { 'aws:PrincipalTag/team': 'yellow' },
    policies: reads("arn:aws:s3:::data/${aws:PrincipalTag/team, 'company-wide'}/*"),
    answer: 'deny',
  },
  {
    says: '${*} is a star and no wildcard',
    resource: 'arn:aws:s3:::data/any/x',
    resourceAccount: HERE,
    policies: reads('arn:aws:s3:::data/${*}/x'),
    answer: 'deny',
  },
  {
    says: '${?} matches a question mark',
    resource: 'arn:aws:s3:::data/what?',
    resourceAccount: HERE,
    policies: reads('arn:aws:s3:::data/what${?}'),
    answer: 'allow',
  },
  {
    says: '${$} is a dollar sign',
    resource: 'arn:aws:s3:::data/${x}',
    resourceAccount: HERE,
    policies: reads('arn:aws:s3:::data/${$}{x}'),
    answer: 'allow',
  },
  {
    says: 'variables in string operators',
    context: { 's3:prefix': 'home/ana/mail' },
    policies: when({ StringLike: { 's3:prefix': ['home/${aws:username}/*'] } }),
    answer: 'allow',
  },
  {
    says: 'variables in ARN operators',
    context: { 'aws:SourceArn': ANA },
    policies: when({ ArnLike: { 'aws:SourceArn': `arn:aws:iam::${HERE}:user/\${aws:username}` } }),
    answer: 'allow',
  },
  {
    says: 'keys of variables are not case-sensitive',
    resource: 'arn:aws:s3:::data/ana/x',
    resourceAccount: HERE,
    policies: reads('arn:aws:s3:::data/${AWS:UserName}/*'),
    answer: 'allow',
  },
  {
    says: 'two keys compared with each other',
    context: { 'aws:ResourceTag/team': 'blue', 'aws:PrincipalTag/team': 'blue' },
    policies: when({ StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }),
    answer: 'allow',
  },
  {
    says: 'and where they differ',
    context: { 'aws:ResourceTag/team': 'blue', 'aws:PrincipalTag/team': 'red' },
    policies: when({ StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }),
    answer: 'deny',
  },
]);
