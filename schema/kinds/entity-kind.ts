/** What is declared of each kind of entity. */
export interface EntityKindDeclaration {
  readonly label: string;
  readonly plural: string;
  readonly icon: string;
  /** Token of the colour-blind-safe palette in renderer/theme; colour is never the only sign. */
  readonly colour: 'principal' | 'credential' | 'workload' | 'resource' | 'policy' | 'issuer' | 'boundary';
  readonly meaning: string;
}
