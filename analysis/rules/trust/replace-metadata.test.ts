import { expect, test } from 'vitest';
import type { JsonObject } from '../../../schema/json.ts';
import { ACCOUNT, allow, deny, everything, linesOf, OTHER } from '../testing/small-account.ts';

const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;
const signedOn = (rest: JsonObject = {}, provider = SAML): JsonObject => ({
  Effect: 'Allow',
  Principal: { Federated: provider },
  Action: 'sts:AssumeRoleWithSAML',
  Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
  ...rest,
});
const become = (trust: JsonObject, ...can: JsonObject[]) =>
  linesOf(
    { users: { alice: { can } }, roles: { app: { can: everything, trust: [trust] } } },
    'aws-saml-metadata',
  );
const WRITE = allow('iam:UpdateSAMLProvider');

test('whoever writes the metadata of a provider takes the roles that trust it', () => {
  expect(become(signedOn(), WRITE)).toEqual(['alice -aws-saml-metadata-> app allow']);
  expect(become(signedOn(), allow('iam:UpdateSAMLProvider', SAML))).toHaveLength(1);
});

test('but no others, and not where that is denied or another provider is meant', () => {
  expect(become(signedOn({ Principal: { Service: 'ec2.amazonaws.com' } }), WRITE)).toEqual([]);
  expect(become(signedOn({}, SAML.replace(ACCOUNT, OTHER)), WRITE)).toEqual([]);
  expect(become(signedOn(), WRITE, deny('iam:UpdateSAMLProvider'))).toEqual([]);
  expect(become(signedOn(), allow('iam:UpdateSAMLProvider', `${SAML}-test`))).toEqual([]);
});

test('what the trust asks besides stays a condition', () => {
  const signed = signedOn({ Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } });
  expect(become(signed, WRITE)).toEqual(['alice -aws-saml-metadata-> app conditional']);
});

test('roles that IAM Identity Center keeps are none of them: its provider is its own to change', () => {
  const app = { can: everything, trust: [signedOn()], path: '/aws-reserved/sso.amazonaws.com/' };
  expect(linesOf({ users: { alice: { can: [WRITE] } }, roles: { app } }, 'aws-saml-metadata')).toEqual([]);
});
