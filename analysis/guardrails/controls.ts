/** A control of a public catalogue, by its id there. */
export interface Control {
  readonly catalogue: 'ATT&CK' | 'NIST SP 800-53' | 'CISA ZTMM';
  readonly id: string;
  readonly title: string;
}

/** Where the ids are from, with the edition they were taken of. */
export const CONTROL_SOURCES = {
  'ATT&CK': {
    edition: 'MITRE ATT&CK Enterprise, mitigations',
    url: 'https://attack.mitre.org/mitigations/enterprise/',
  },
  'NIST SP 800-53': {
    edition: 'NIST SP 800-53 Revision 5',
    url: 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final',
  },
  'CISA ZTMM': {
    edition: 'CISA Zero Trust Maturity Model 2.0, pillar and function (it numbers none)',
    url: 'https://www.cisa.gov/zero-trust-maturity-model',
  },
} as const satisfies Record<Control['catalogue'], { edition: string; url: string }>;

const attack = (id: string, title: string): Control => ({ catalogue: 'ATT&CK', id, title });
const nist = (id: string, title: string): Control => ({ catalogue: 'NIST SP 800-53', id, title });
const ztmm = (id: string, title: string): Control => ({ catalogue: 'CISA ZTMM', id, title });

/** Every control that a guardrail is mapped to. */
export const CONTROLS = {
  userAccounts: attack('M1018', 'User Account Management'),
  privilegedAccounts: attack('M1026', 'Privileged Account Management'),
  accountUse: attack('M1036', 'Account Use Policies'),
  passwordPolicies: attack('M1027', 'Password Policies'),
  accessOverNetwork: attack('M1035', 'Limit Access to Resource Over Network'),
  restrictPermissions: attack('M1022', 'Restrict File and Directory Permissions'),
  isolation: attack('M1048', 'Application Isolation and Sandboxing'),
  codeSigning: attack('M1045', 'Code Signing'),
  accountManagement: nist('AC-2', 'Account Management'),
  disableAccounts: nist('AC-2(3)', 'Account Management | Disable Accounts'),
  accessEnforcement: nist('AC-3', 'Access Enforcement'),
  separation: nist('AC-5', 'Separation of Duties'),
  leastPrivilege: nist('AC-6', 'Least Privilege'),
  privilegedAccountsOnly: nist('AC-6(5)', 'Least Privilege | Privileged Accounts'),
  externalSystems: nist('AC-20', 'Use of External Systems'),
  changeRestrictions: nist('CM-5', 'Access Restrictions for Change'),
  serviceIdentification: nist('IA-9', 'Service Identification and Authentication'),
  identifiers: nist('IA-4', 'Identifier Management'),
  authenticators: nist('IA-5', 'Authenticator Management'),
  boundary: nist('SC-7', 'Boundary Protection'),
  supplyChain: nist('SR-3', 'Supply Chain Controls and Processes'),
  ztAuthentication: ztmm('Identity / Authentication', 'Authentication'),
  ztAccess: ztmm('Identity / Access Management', 'Access Management'),
  ztGovernance: ztmm('Identity / Governance Capability', 'Governance Capability'),
  ztSegmentation: ztmm('Networks / Network Segmentation', 'Network Segmentation'),
  ztApplicationAccess: ztmm('Applications and Workloads / Application Access', 'Application Access'),
  ztDeployment: ztmm(
    'Applications and Workloads / Secure Application Development and Deployment Workflow',
    'Secure Application Development and Deployment Workflow',
  ),
} as const satisfies Record<string, Control>;

export type ControlName = keyof typeof CONTROLS;
