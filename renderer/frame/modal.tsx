import { type ReactNode, useEffect, useRef } from 'react';
import { closeDialog } from './dialog-store.ts';

/** A dialog of the platform: keeps the focus inside, closes on Escape and on a click beside it. */
export function Modal(props: {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  // The platform says that a dialog was closed some time after it was; by then another may be open.
  const gone = useRef(false);
  useEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) {
      shown.showModal();
      // The platform gives the focus to the first element that can have it, not to the one that is typed in.
      shown.querySelector('input')?.focus();
    }
    gone.current = false;
    return () => {
      gone.current = true;
      shown?.close();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      className={`modal ${props.className ?? ''}`}
      aria-label={props.label}
      onCancel={(event) => {
        event.preventDefault();
        closeDialog();
      }}
      onClose={() => {
        if (!gone.current) closeDialog();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) closeDialog();
      }}
    >
      {props.children}
    </dialog>
  );
}
