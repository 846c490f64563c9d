import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';

interface Side {
  readonly id: string;
  readonly size: string;
  readonly min: string;
  readonly max?: string;
  readonly content: ReactNode;
}

/** Panels side by side (or above each other) whose splits can be moved and are remembered under `id`. */
export function Split(props: {
  readonly id: string;
  readonly orientation: 'horizontal' | 'vertical';
  readonly sides: readonly Side[];
}) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `trustpath.split.${props.id}`,
    panelIds: props.sides.map((side) => side.id),
    storage: localStorage,
  });
  return (
    <Group
      className="split"
      orientation={props.orientation}
      {...(defaultLayout && { defaultLayout })}
      onLayoutChanged={onLayoutChanged}
    >
      {props.sides.flatMap((side, index) => [
        ...(index === 0
          ? []
          : [<Separator key={`${side.id}-separator`} className={`separator ${props.orientation}`} />]),
        <Panel
          key={side.id}
          id={side.id}
          defaultSize={side.size}
          minSize={side.min}
          {...(side.max && { maxSize: side.max })}
          className="panel"
        >
          {side.content}
        </Panel>,
      ])}
    </Group>
  );
}
