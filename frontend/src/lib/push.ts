import { answer, api } from "@/lib/api/client";

const OWNER = "recado.push";
const SYSTEMS: [RegExp, string][] = [
  [/iphone|ipod/i, "iPhone"],
  [/ipad|macintosh.*mobile/i, "iPad"],
  [/android/i, "Android"],
  [/windows/i, "Windows"],
  [/cros/i, "ChromeOS"],
  [/mac os/i, "Mac"],
  [/linux/i, "Linux"],
];
const BROWSERS: [RegExp, string][] = [
  [/edg(e|a|ios)?\//i, "Edge"],
  [/opr\/|opios/i, "Opera"],
  [/samsungbrowser/i, "Samsung Internet"],
  [/firefox|fxios/i, "Firefox"],
  [/chrome|crios/i, "Chrome"],
  [/safari/i, "Safari"],
];

/** Whether this browser can ring while the app is closed; `install`: an iPhone can once the app is on its home screen. */
export type PushState = "unsupported" | "install" | "denied" | "possible";

export function pushState(): PushState {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window))
    return /iphone|ipad|ipod/i.test(navigator.userAgent) ? "install" : "unsupported";
  return Notification.permission === "denied" ? "denied" : "possible";
}

/** Returns whether this browser is subscribed for this person. */
export async function isSubscribed(userId: string): Promise<boolean> {
  return localStorage.getItem(OWNER) === userId && (await subscription()) !== null;
}

/**
 * Asks for the permission, subscribes, and tells the API where this browser is reached. publicKey: base64url.
 *
 * Returns false when the person did not permit it. Raises what the API answers, or what the browser says when its push
 * service cannot be reached.
 */
export async function startRinging(userId: string, publicKey: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const worker = await navigator.serviceWorker.ready;
  const made = await worker.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
    .catch(async (error: unknown) => {
      if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
      await (await worker.pushManager.getSubscription())?.unsubscribe(); // it was made with another key
      return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
    });
  await tell(made);
  localStorage.setItem(OWNER, userId);
  return true;
}

/** This browser does not ring any more. */
export async function stopRinging(): Promise<void> {
  localStorage.removeItem(OWNER);
  await (await subscription())?.unsubscribe();
}

/** After another log-in the same person's browser rings again: a device ends with the session it was switched on in. */
export async function keepRinging(userId: string): Promise<void> {
  if (pushState() !== "possible" || !(await isSubscribed(userId))) return;
  const { items } = await answer(api.GET("/v1/me/devices"));
  const kept = await subscription();
  if (kept && !items.some((each) => each.current)) await tell(kept);
}

/** Returns what a person knows this browser by, such as «Chrome · Android». */
export function deviceName(agent: string = navigator.userAgent): string {
  const of = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(agent))?.[1];
  return [of(BROWSERS), of(SYSTEMS)].filter(Boolean).join(" · ") || "Web";
}

async function subscription(): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker?.getRegistration();
  return (await worker?.pushManager?.getSubscription()) ?? null;
}

function tell(made: PushSubscription) {
  const { endpoint, keys } = made.toJSON();
  const { p256dh = "", auth = "" } = keys ?? {};
  return answer(
    api.POST("/v1/me/devices", { body: { endpoint: endpoint ?? "", keys: { p256dh, auth }, name: deviceName() } }),
  );
}
