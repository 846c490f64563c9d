import { create } from 'zustand';
import { MACHINE_COLUMNS, type MachineColumn, USUAL_COLUMNS } from './machine-columns.tsx';

const PLACE = 'trustpath.machine-columns';

/** Which columns are shown beside the name, by key; remembered from one run to the next. */
export const useColumns = create<{ readonly shown: readonly string[] }>(() => ({ shown: remembered() }));

export function toggleColumn(key: string): void {
  const { shown } = useColumns.getState();
  setColumns(shown.includes(key) ? shown.filter((each) => each !== key) : [...shown, key]);
}

export function setColumns(shown: readonly string[]): void {
  localStorage.setItem(PLACE, JSON.stringify(shown));
  useColumns.setState({ shown });
}

/** In the order in which they are declared, whatever the order in which they were chosen. */
export function columnsShown(shown: readonly string[]): readonly MachineColumn[] {
  return MACHINE_COLUMNS.filter(({ key }) => key === 'name' || shown.includes(key));
}

function remembered(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? 'null');
    if (Array.isArray(kept)) return kept.filter((each) => typeof each === 'string');
  } catch {
    // What is no JSON was not written here.
  }
  return USUAL_COLUMNS;
}
