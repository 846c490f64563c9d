import type { ChangeKind } from '../../../schema/scenario.ts';
import { commandLine, shellWord } from '../../containment/shell.ts';
import { short } from '../../scenario/change-words.ts';
import type { PlanContext, StepOf, StepParts } from '../plan-step.ts';
import { keyStep, nameOf, rotateKey } from './aws-commands.ts';
import { objectWords } from './kubernetes-manifest.ts';

type Verb = Extract<
  ChangeKind,
  'delete-credential' | 'rotate-credential' | 'delete-secret' | 'disable-credential'
>;

export const credentialStep: StepOf<'delete-credential' | 'disable-credential' | 'rotate-credential'> = (
  { change, credential },
  context,
) => stepFor(change, credential, context);

export const secretStep: StepOf<'delete-secret'> = ({ change, secret }, context) =>
  stepFor(change, secret, context);

function stepFor(verb: Verb, id: string, context: PlanContext): StepParts {
  const { aws } = context.configuration.estates;
  const key = aws.facts.keys.find((each) => each.id === id);
  if (key)
    return verb === 'rotate-credential'
      ? rotateKey(key.id, key.user)
      : keyStep(key.id, key.user, verb === 'delete-credential' ? 'delete' : 'disable');
  if (id.endsWith('/login-profile')) return password(id, verb);
  if (id.startsWith('k8s://')) return clusterSecret(id, verb, context);
  if (/\/deploy-key\//.test(id)) return deployKey(id, verb);
  if (/\/token-grant\//.test(id)) return tokenGrant(id);
  return githubSecret(id, verb);
}

function password(credential: string, verb: Verb): StepParts {
  const user = nameOf(credential.replace(/\/login-profile$/, '')).name;
  const at = shellWord(user);
  const anew = (operation: string) =>
    `aws iam ${operation}-login-profile --user-name ${at} --password-reset-required --password …`;
  const test = [`aws iam get-login-profile --user-name ${at}`];
  return verb === 'rotate-credential'
    ? {
        stage: 'stop',
        title: `Change the console password of ${user}`,
        note: 'Consoles that are open stay open: end the sessions as well.',
        commands: [anew('update')],
        test,
        rollback: ['The password of before is not known to anyone but its user.'],
      }
    : {
        stage: 'stop',
        title: `Delete the console password of ${user}`,
        commands: [`aws iam delete-login-profile --user-name ${at}`],
        test,
        rollback: [anew('create')],
      };
}

/** Docs: "Managing Secrets using kubectl"; "Managing Service Accounts" for tokens that never end. */
function clusterSecret(id: string, verb: Verb, { configuration }: PlanContext): StepParts {
  const fact = configuration.estates.kubernetes.facts.clusters
    .flatMap(({ secrets }) => secrets)
    .find((each) => each.id === id);
  const where = objectWords(id);
  const users = commandLine('kubectl get pods --output json', [['namespace', fact?.namespace ?? 'default']]);
  const uses = `${users} | jq --raw-output ${shellWord(`.items[] | select(tostring | contains("${(fact?.name ?? '').replaceAll(/["\\]/g, '')}")) | .metadata.name`)}`;
  const account = fact?.serviceAccount ?? null;
  const token = account === null ? null : `${fact?.namespace}/${account}`;
  if (verb === 'rotate-credential')
    return {
      stage: 'end',
      title:
        token === null
          ? `Put another value into the secret ${short(id)}`
          : `Make another token of ${token} and delete ${short(id)}`,
      note: 'Whoever uses it has to be given the new one: pods read their environment when they start.',
      commands:
        token === null
          ? [
              `kubectl patch ${where} --patch-file new-values.json`,
              'Change the credential where it was issued, so that the old value opens nothing.',
            ]
          : [
              commandLine(`kubectl create token ${shellWord(account ?? '')} --duration 1h`, [
                ['namespace', fact?.namespace ?? 'default'],
              ]),
              `kubectl delete ${where}`,
            ],
      test: [uses],
      rollback: ['The old value is not in the snapshot, and is not to be used again.'],
    };
  return {
    stage: 'remove',
    title: token === null ? `Delete the secret ${short(id)}` : `Delete ${short(id)}, the token of ${token}`,
    note:
      token === null ? 'Pods that need it do not start any more.' : 'The token is refused within moments.',
    commands: [`kubectl delete ${where}`],
    test: [`kubectl delete ${where} --dry-run=server`, uses],
    rollback: ['Its values are not in the snapshot: make it again from where they are kept.'],
  };
}

/** GitHub CLI manual: `gh repo deploy-key`. */
function deployKey(id: string, verb: Verb): StepParts {
  const { repo = '', title = '' } =
    /^github:\/\/(?<repo>[^/]+\/[^/]+)\/deploy-key\/(?<title>.+)$/.exec(id)?.groups ?? {};
  const at: [string, string][] = [['repo', repo]];
  const list = commandLine('gh repo deploy-key list', at);
  const remove = commandLine('gh repo deploy-key delete ID', at);
  const name = title.replaceAll(/[^A-Za-z0-9._-]+/g, '-');
  const make = [
    `ssh-keygen -t ed25519 -N '' -f ${shellWord(name)}`,
    commandLine(`gh repo deploy-key add ${shellWord(`${name}.pub`)}`, [...at, ['title', title]]),
  ];
  return verb === 'rotate-credential'
    ? {
        stage: 'end',
        title: `Replace the deploy key ${title} of ${repo} by another`,
        note: 'A key that only reads is added without --allow-write. Hand the new one to its one user, then delete the old one: the list names it by a number, which takes the place of ID.',
        commands: [...make, list, remove],
        test: [list],
        rollback: ['The old key is not to be used again.'],
      }
    : {
        stage: 'stop',
        title: `Delete the deploy key ${title} of ${repo}`,
        note: 'The list names it by a number, which takes the place of ID. It stops working at once, for whoever holds it.',
        commands: [list, remove],
        test: [list],
        rollback: make,
      };
}

/** REST: "Fine-grained personal access token" endpoints for organizations; an app alone may call them. */
function tokenGrant(id: string): StepParts {
  const { org = '', token = '' } =
    /^github:\/\/(?<org>[^/]+)\/token-grant\/(?<token>.+)$/.exec(id)?.groups ?? {};
  const at = `orgs/${org}/personal-access-tokens/${token}`;
  return {
    stage: 'stop',
    title: `Revoke the access of the token ${token} to ${org}`,
    note: 'With the token of a GitHub App that may write organization personal access tokens; its owner is told.',
    commands: [`gh api --method POST ${shellWord(at)} --raw-field action=revoke`],
    test: [`gh api ${shellWord(`orgs/${org}/personal-access-tokens`)} --paginate`],
    rollback: ['Its owner asks for access again.'],
  };
}

/** GitHub CLI manual: `gh secret`. */
function githubSecret(id: string, verb: Verb): StepParts {
  const {
    org = '',
    repo,
    environment,
    name = '',
  } = /^github:\/\/(?<org>[^/]+)\/(?:(?<repo>[^/]+)\/(?:environment\/(?<environment>.+)\/)?)?secret\/(?<name>[^/]+)$/.exec(
    id,
  )?.groups ?? {};
  const at: [string, string][] =
    repo === undefined
      ? [['org', org]]
      : [
          ['repo', `${org}/${repo}`],
          ...(environment === undefined ? [] : [['env', environment] as [string, string]]),
        ];
  const list = commandLine('gh secret list', at);
  const set = `${commandLine(`gh secret set ${shellWord(name)}`, at)} < new-value`;
  return verb === 'rotate-credential'
    ? {
        stage: 'end',
        title: `Put another value into the secret ${short(id)}`,
        note: 'Change the credential where it was issued first, so that the old value opens nothing. Runs that are under way have the old one.',
        commands: [set],
        test: [list],
        rollback: ['The old value is not in the snapshot, and is not to be used again.'],
      }
    : {
        stage: 'remove',
        title: `Delete the secret ${short(id)}`,
        note: 'Workflows that use it are given an empty text.',
        commands: [commandLine(`gh secret delete ${shellWord(name)}`, at)],
        test: [list, `gh search code --owner ${shellWord(org)} ${shellWord(`secrets.${name}`)}`],
        rollback: [set],
      };
}
