/**
 * The kinds of entity, declared once. The window, exports and documents read label, icon (a lucide-react
 * name), colour token and meaning from here.
 */
export interface EntityKindDeclaration {
  readonly label: string;
  readonly plural: string;
  readonly icon: string;
  /** Token of the colour-blind-safe palette in renderer/theme; colour is never the only sign. */
  readonly colour: 'principal' | 'credential' | 'workload' | 'resource' | 'policy' | 'issuer' | 'boundary';
  readonly meaning: string;
}

export const ENTITY_KINDS = {
  'aws-account': {
    label: 'AWS account',
    plural: 'AWS accounts',
    icon: 'building-2',
    colour: 'boundary',
    meaning: 'An AWS account. Reaching it means being its administrator or the equal of one.',
  },
  'aws-user': {
    label: 'IAM user',
    plural: 'IAM users',
    icon: 'user',
    colour: 'principal',
    meaning: 'An IAM user, with long-lived credentials of its own.',
  },
  'aws-role': {
    label: 'IAM role',
    plural: 'IAM roles',
    icon: 'hat-glasses',
    colour: 'principal',
    meaning: 'An IAM role, taken on for a session by whoever its trust policy admits.',
  },
  'aws-role-session': {
    label: 'role session',
    plural: 'role sessions',
    icon: 'timer',
    colour: 'principal',
    meaning: 'One named session of an IAM role, as a trust policy may name it.',
  },
  'aws-group': {
    label: 'IAM group',
    plural: 'IAM groups',
    icon: 'users',
    colour: 'principal',
    meaning: 'An IAM group: a set of users that share policies. It is no principal itself.',
  },
  'aws-policy': {
    label: 'managed policy',
    plural: 'managed policies',
    icon: 'scroll-text',
    colour: 'policy',
    meaning: 'A managed IAM policy, attached to users, groups and roles.',
  },
  'aws-access-key': {
    label: 'access key',
    plural: 'access keys',
    icon: 'key-round',
    colour: 'credential',
    meaning: 'A long-lived access key of an IAM user or of the account root.',
  },
  'aws-login-profile': {
    label: 'console password',
    plural: 'console passwords',
    icon: 'log-in',
    colour: 'credential',
    meaning: 'The console password of an IAM user.',
  },
  'aws-service': {
    label: 'AWS service',
    plural: 'AWS services',
    icon: 'cog',
    colour: 'issuer',
    meaning: 'A service principal that may take on roles on behalf of its users.',
  },
  'aws-oidc-provider': {
    label: 'OIDC provider',
    plural: 'OIDC providers',
    icon: 'badge-check',
    colour: 'issuer',
    meaning: 'An OpenID Connect provider that an AWS account trusts.',
  },
  'aws-saml-provider': {
    label: 'SAML provider',
    plural: 'SAML providers',
    icon: 'badge-check',
    colour: 'issuer',
    meaning: 'A SAML identity provider that an AWS account trusts.',
  },
  'aws-s3-bucket': {
    label: 'S3 bucket',
    plural: 'S3 buckets',
    icon: 'cylinder',
    colour: 'resource',
    meaning: 'An S3 bucket and the objects in it.',
  },
  'aws-secret': {
    label: 'secret',
    plural: 'secrets',
    icon: 'lock-keyhole',
    colour: 'resource',
    meaning: 'A Secrets Manager secret. Its value is never collected.',
  },
  'aws-kms-key': {
    label: 'KMS key',
    plural: 'KMS keys',
    icon: 'key-square',
    colour: 'resource',
    meaning: 'A customer managed KMS key.',
  },
  'aws-dynamodb-table': {
    label: 'DynamoDB table',
    plural: 'DynamoDB tables',
    icon: 'table-2',
    colour: 'resource',
    meaning: 'A DynamoDB table and its items.',
  },
  'aws-ssm-parameter': {
    label: 'SSM parameter',
    plural: 'SSM parameters',
    icon: 'sliders-horizontal',
    colour: 'resource',
    meaning: 'An SSM parameter. Its value is never collected.',
  },
  'aws-lambda-function': {
    label: 'Lambda function',
    plural: 'Lambda functions',
    icon: 'square-function',
    colour: 'workload',
    meaning: 'A Lambda function, whose code runs with the permissions of its execution role.',
  },
  'aws-ec2-instance': {
    label: 'EC2 instance',
    plural: 'EC2 instances',
    icon: 'server',
    colour: 'workload',
    meaning: 'An EC2 instance, on which every program can have the credentials of its instance profile.',
  },
  'aws-ecs-task-definition': {
    label: 'ECS task definition',
    plural: 'ECS task definitions',
    icon: 'container',
    colour: 'workload',
    meaning: 'An ECS task definition, whose containers run with the permissions of its task role.',
  },
  'aws-codebuild-project': {
    label: 'CodeBuild project',
    plural: 'CodeBuild projects',
    icon: 'hammer',
    colour: 'workload',
    meaning: 'A CodeBuild project, whose builds run with the permissions of its service role.',
  },
  'aws-cloudformation-stack': {
    label: 'CloudFormation stack',
    plural: 'CloudFormation stacks',
    icon: 'layers',
    colour: 'workload',
    meaning:
      'A CloudFormation stack, whose resources are made and changed with the permissions of its service role.',
  },
  'aws-glue-dev-endpoint': {
    label: 'Glue development endpoint',
    plural: 'Glue development endpoints',
    icon: 'square-terminal',
    colour: 'workload',
    meaning: 'A Glue development endpoint, in which scripts run with the permissions of its role.',
  },
  'aws-glue-job': {
    label: 'Glue job',
    plural: 'Glue jobs',
    icon: 'workflow',
    colour: 'workload',
    meaning: 'A Glue job, whose script runs with the permissions of its role.',
  },
  'aws-sagemaker-notebook': {
    label: 'SageMaker notebook',
    plural: 'SageMaker notebooks',
    icon: 'notebook-pen',
    colour: 'workload',
    meaning: 'A SageMaker notebook instance, in which code runs with the permissions of its role.',
  },
  'aws-principal': {
    label: 'AWS principal',
    plural: 'AWS principals',
    icon: 'circle-user',
    colour: 'principal',
    meaning: 'An AWS principal that a policy names and that was not collected.',
  },
  internet: {
    label: 'anyone',
    plural: 'anyone',
    icon: 'globe',
    colour: 'boundary',
    meaning: 'Anyone at all, without credentials or with those of any account.',
  },
} as const satisfies Record<string, EntityKindDeclaration>;

export type EntityKind = keyof typeof ENTITY_KINDS;
export const ENTITY_KIND_NAMES = Object.keys(ENTITY_KINDS) as EntityKind[];
