import {
  ChartNoAxesCombined,
  CloudDownload,
  FileCheck2,
  FlaskConical,
  GitCompareArrows,
  House,
  type LucideIcon,
  NotebookPen,
  Radar,
  ScanSearch,
  TriangleAlert,
  Users,
} from 'lucide-react';
import { go, here, useNavigation, type View } from './navigation-store.ts';

const VIEWS: readonly {
  readonly view: View;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly key: string;
}[] = [
  { view: 'start', label: 'Start', icon: House, key: '1' },
  { view: 'investigate', label: 'Investigate', icon: ScanSearch, key: '2' },
  { view: 'identities', label: 'Identities', icon: Users, key: '3' },
  { view: 'findings', label: 'Findings', icon: TriangleAlert, key: '7' },
  { view: 'whatif', label: 'What if', icon: FlaskConical, key: '8' },
  { view: 'compare', label: 'Compare', icon: GitCompareArrows, key: '9' },
  { view: 'case', label: 'Case', icon: NotebookPen, key: 'J' },
  { view: 'programme', label: 'Programme', icon: ChartNoAxesCombined, key: 'P' },
  { view: 'coverage', label: 'Coverage', icon: Radar, key: '4' },
  { view: 'evidence', label: 'Evidence', icon: FileCheck2, key: '5' },
  { view: 'collect', label: 'Collect', icon: CloudDownload, key: '6' },
];

/** The views, on the left. */
export function Rail() {
  const view = useNavigation((history) => here(history).view);
  return (
    <nav className="rail" aria-label="Views">
      {VIEWS.map(({ view: name, label, icon: Icon, key }) => (
        <button
          key={name}
          type="button"
          className="rail-item"
          aria-current={name === view ? 'page' : undefined}
          aria-keyshortcuts={`Control+${key}`}
          onClick={() => go(name)}
        >
          <Icon size={20} strokeWidth={1.75} aria-hidden />
          {label}
        </button>
      ))}
    </nav>
  );
}
