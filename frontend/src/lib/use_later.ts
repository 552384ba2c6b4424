import { useEffect, useState } from "react";

/** Returns the value as it was when it last rested for so long, in milliseconds. */
export function useLater<Value>(value: Value, milliseconds: number): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return rested;
}
