import { step } from '../outcome.ts';
import type { Rule } from '../rule.ts';

/** The id of the console password of a user. */
export function loginProfileId(userId: string): string {
  return `${userId}/login-profile`;
}

export const loginProfile: Rule = {
  id: 'aws-login-profile',
  title: 'A console password authenticates as its user',
  kind: 'authenticates-as',
  techniques: ['T1078.004'],
  enables:
    'Whoever knows the password (and holds the second factor, where there is one) acts as the user in the console.',
  fix: 'Require a second factor, change the password, and prefer federation to passwords.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords.html'],
  subject: 'principal',
  derive(user, { aws: estate }, emit) {
    const known = estate.facts.credentials.get(user.arn);
    if (user.kind !== 'user' || known?.loginProfile.state !== 'exists' || !known.loginProfile.ref) return;
    const withMfa = known.mfa === true;
    emit({
      from: loginProfileId(user.id),
      to: user.id,
      kind: 'authenticates-as',
      rule: 'aws-login-profile',
      verdict: withMfa ? 'conditional' : 'allow',
      conditions: withMfa ? [`sign-in also asks for the MFA device of ${user.name}`] : [],
      proof: [step(known.loginProfile.ref, `User ${user.name} has a console password.`)],
    });
  },
};
