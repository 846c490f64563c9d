import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';

export const consoleWithoutMfa: FindingRule = {
  id: 'aws-console-without-mfa',
  title: 'A user signs in with a password alone',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1078.004'],
  why: 'A password that is guessed, reused or phished is enough to act as the user.',
  remediation:
    'Have the user register a second factor and require it in policy, or replace the user by federation.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html'],
  subject: 'principal',
  find(user, scene, emit) {
    const known = scene.aws.facts.credentials.get(user.arn);
    if (user.kind !== 'user' || known?.mfa !== false || known.loginProfile.state !== 'exists') return;
    const administers = scene.administrators.administers(user).verdict === 'allow';
    emit({
      entity: user.id,
      title: `${administers ? 'Administrator' : 'User'} ${user.name} signs in with a password alone`,
      severity: administers ? 'high' : 'medium',
      proof: [
        step(
          known.loginProfile.ref ?? user.ref,
          `User ${user.name} has a console password and no second factor.`,
        ),
      ],
      attributes: { ...known.reported },
    });
  },
};
