import { useEffect, useState } from "react";

/** Returns the token of a mail's link, and takes it out of the address, where others might see it. */
export function useLinkToken(): string | null {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get("token"));
  useEffect(() => {
    if (token) history.replaceState(history.state, "", location.pathname + location.search);
  }, [token]);
  return token;
}
