import { Maximize, Minus, Plus } from 'lucide-react';

/** Zoom for those who have no wheel. */
export function ZoomButtons(props: { readonly onZoom: (by: number) => void; readonly onFit: () => void }) {
  const buttons = [
    { label: 'Zoom in', icon: Plus, run: () => props.onZoom(1.25) },
    { label: 'Zoom out', icon: Minus, run: () => props.onZoom(0.8) },
    { label: 'Fit the drawing', icon: Maximize, run: props.onFit },
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, this is a toolbar
    <div className="canvas-zoom" role="group" aria-label="Zoom of the drawing">
      {buttons.map(({ label, icon: Icon, run }) => (
        <button
          key={label}
          type="button"
          className="button icon"
          title={label}
          aria-label={label}
          onClick={run}
        >
          <Icon size={16} aria-hidden />
        </button>
      ))}
    </div>
  );
}
