/** What is declared of each kind of relation. */
export interface RelationKindDeclaration {
  /** The verb a graph writes on the arrow: "A *label* B". */
  readonly label: string;
  readonly meaning: string;
  /** True where following the relation gives an attacker the target's power; false where it only describes. */
  readonly traversable: boolean;
}
