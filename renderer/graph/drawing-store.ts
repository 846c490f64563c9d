import { create } from 'zustand';
import type { Point } from './layered-layout.ts';
import type { Picture } from './picture.ts';

/** What can be asked of the drawing in sight. */
export interface Drawing {
  /** Where an entity stands now, in the drawing's own units; null where it is not drawn. */
  placeOf(id: string): Point | null;
  /** Shows all of it. */
  fit(): void;
  /** The whole drawing as lines, rectangles and words, in the colours of the theme. */
  picture(): Picture;
}

/** The drawing in sight, if one is. */
export const useDrawing = create<{ readonly drawing: Drawing | null }>(() => ({ drawing: null }));
