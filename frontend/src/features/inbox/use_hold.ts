import { type PointerEvent, useRef } from "react";

const HOLD_MS = 450;

/** Returns what calls back when a finger rests on something; a finger that moves scrolls. */
export function useHold(onHold: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = () => clearTimeout(timer.current);
  return {
    onPointerDown: (event: PointerEvent) => {
      stop();
      if (event.pointerType === "touch") timer.current = setTimeout(onHold, HOLD_MS);
    },
    onPointerUp: stop,
    onPointerMove: stop,
    onPointerCancel: stop,
  };
}
