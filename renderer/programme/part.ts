import type { ComponentType } from 'react';

/** A part of the programme over an open, sealed snapshot. */
export interface ProgrammePart {
  /** Kebab-case and stable: the part that is shown is known by it. */
  readonly id: string;
  readonly title: string;
  readonly Content: ComponentType<{ readonly handle: string }>;
}
