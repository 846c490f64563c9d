/**
 * Members that carry secrets or free text, in any provider's spelling: lower-case letters and digits only.
 */

/** The whole value is a secret, of the type given. */
export const SECRET_MEMBERS: ReadonlyMap<string, string> = new Map([
  ...['userdata'].map((name) => [name, 'user-data'] as const),
  ...[
    'secretstring',
    'secretbinary',
    'secretvalue',
    'parametersecurevalue',
    'plaintext',
    'ciphertextblob',
  ].map((name) => [name, 'secret-value'] as const),
  ...[
    'password',
    'newpassword',
    'oldpassword',
    'initialpassword',
    'masteruserpassword',
    'masterpassword',
    'adminpassword',
    'dbpassword',
    'userpassword',
    'passwd',
    'servicepassword',
    'servicecredentialsecret',
    'authpassword',
    'passphrase',
  ].map((name) => [name, 'password'] as const),
  ...['secretaccesskey', 'awssecretaccesskey'].map((name) => [name, 'aws-secret-key'] as const),
  ...[
    'sessiontoken',
    'awssessiontoken',
    'authtoken',
    'accesstoken',
    'refreshtoken',
    'idtoken',
    'bearertoken',
    'authorizationtoken',
    'apitoken',
    'clientsecret',
    'apikeyvalue',
    'connectionstring',
  ].map((name) => [name, 'token'] as const),
  ...['outputvalue', 'resolvedvalue'].map((name) => [name, 'stack-value'] as const),
  // The nodes of a visual job.
  ['codegenconfigurationnodes', 'commands'],
  ...['privatekey', 'keymaterial', 'sshprivatekey', 'certificateprivatekey', 'privatekeyplaintext'].map(
    (name) => [name, 'private-key'] as const,
  ),
]);

/** The same where it is text or a list of texts: an object of that name says where the secret or the script is. */
export const SECRET_TEXT_MEMBERS: ReadonlyMap<string, string> = new Map([
  ['secret', 'secret-value'],
  ...['token', 'apikey', 'authorization', 'cookie', 'setcookie'].map((name) => [name, 'token'] as const),
  ...['pwd', 'kubeconfig', 'clientkeydata'].map((name) => [name, 'secret-value'] as const),
  // What a build or a container runs takes passwords as arguments.
  ...['buildspec', 'buildspecoverride', 'command', 'entrypoint', 'buildcommand', 'startcommand'].map(
    (name) => [name, 'commands'] as const,
  ),
  // Of a state machine, in the states of which people write parameters.
  ['definition', 'definition'],
]);

/** Names with values: an environment, or what else is handed to a job, a container or its log driver. */
export const ENVIRONMENT_MEMBERS: ReadonlySet<string> = new Set([
  'environment',
  'variables',
  'environmentvariables',
  'environmentvariablesoverride',
  'envvars',
  'runtimeenvironmentvariables',
  'secretenvironmentvariables',
  'arguments',
  'defaultarguments',
  'nonoverridablearguments',
  'dockerlabels',
  'driveropts',
  'options',
]);

/** Members that hold what a person wrote. `value` is the value of a tag or of a pair. */
export const FREE_TEXT_MEMBERS: ReadonlySet<string> = new Set([
  'value',
  'tagvalue',
  'description',
  'comment',
  'comments',
  'note',
  'notes',
  'reason',
  'message',
  'sid',
  'title',
  'tags',
  'statusreason',
  'statereason',
  'stackstatusreason',
  'stoppedreason',
  'failurereason',
]);
