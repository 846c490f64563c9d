import type { Severity } from '../../../schema/findings.ts';
import { type Judgement, judgements, type Trap } from '../../oidc/judgement.ts';
import { awsWays } from '../../oidc/trust/aws-ways.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { webTrustsOf } from './web-trusts.ts';

interface Row {
  readonly trap: Trap;
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly remediation: string;
}

const PIN = 'Pin the subject to one repository and to one environment or branch that its owner protects.';

/** One row a trap of a trust's conditions on the claims of tokens. */
const ROWS: readonly Row[] = [
  {
    trap: 'any-repository',
    id: 'oidc-trust-admits-anyone',
    title: 'A trust admits whoever obtains a token of the issuer',
    severity: 'critical',
    why: 'Nothing in the conditions says whose repository or project it is, and anyone can have one at the issuer.',
    remediation: PIN,
  },
  {
    trap: 'other-owners',
    id: 'oidc-trust-admits-other-owners',
    title: 'A trust admits owners whose names fit its pattern',
    severity: 'critical',
    why: 'A wildcard stands before the owner’s name has ended, so anyone may register a name that fits.',
    remediation: 'Write the owner out in full, with the slash behind it.',
  },
  {
    trap: 'whole-owner',
    id: 'oidc-trust-admits-whole-owner',
    title: 'A trust admits every repository of an owner',
    severity: 'high',
    why: 'Wildcards span slashes and colons: every repository is admitted in every context, also one that any member creates tomorrow.',
    remediation: PIN,
  },
  {
    trap: 'family',
    id: 'oidc-trust-admits-a-family',
    title: 'A trust admits every repository whose name fits',
    severity: 'medium',
    why: 'Who may create a repository with such a name obtains the role.',
    remediation: PIN,
  },
  {
    trap: 'pull-requests',
    id: 'oidc-trust-admits-pull-requests',
    title: 'A trust admits pull requests',
    severity: 'medium',
    why: 'The code of a pull request runs before anyone has reviewed it.',
    remediation: 'Trust an environment or a protected branch in place of the pull_request subject.',
  },
  {
    trap: 'any-context',
    id: 'oidc-trust-admits-any-context',
    title: 'A trust admits contexts that nobody protects',
    severity: 'medium',
    why: 'A wildcard after the repository admits every branch that fits it, and where it spans the context also tags, environments and pull requests.',
    remediation: PIN,
  },
  {
    trap: 'movable-workflow',
    id: 'oidc-trust-movable-workflow',
    title: 'A trust pins a workflow by a ref that moves',
    severity: 'medium',
    why: 'Whoever may move the branch or tag of the reusable workflow decides what the trusted workflow is.',
    remediation: 'Pin job_workflow_ref to a full commit, or pin the repository and its environment besides.',
  },
];

function ruleOf(row: Row): FindingRule {
  return {
    id: row.id,
    title: row.title,
    severity: row.severity,
    confidence: 'high',
    techniques: ['T1199', 'T1484.002'],
    why: row.why,
    remediation: row.remediation,
    references: [
      'https://docs.github.com/en/actions/reference/security/oidc',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    ],
    subject: 'role',
    find(role, _scene, emit) {
      for (const { url, host, issuer, policy, ref } of webTrustsOf(role)) {
        const { ways } = awsWays(policy, host, issuer);
        // A trust without any subject is told as what it is by a rule of its own.
        const asked = ways.filter(({ claims }) => claims.has('sub') || row.trap !== 'any-repository');
        const found: readonly Judgement[] = judgements(asked, (pins) => issuer.judge(pins, url));
        const judged = found.filter(({ trap }) => trap === row.trap);
        if (judged.length === 0) continue;
        emit({
          entity: role.id,
          detail: host,
          title: `Role ${role.name}: ${judged[0]?.because.replace(/\.$/, '')}`,
          proof: judged.slice(0, 5).map(({ because }) => step(ref, because)),
          attributes: { issuer: url, grade: judged[0]?.grade ?? null },
        });
      }
    },
  };
}

export const TRUST_TRAP_RULES: readonly FindingRule[] = ROWS.map(ruleOf);
