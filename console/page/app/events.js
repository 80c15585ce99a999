// The one stream of a window: fills the situation, and says whether the server is heard.

const silenceMs = 4_000;

/// `onLine(true)` when a heartbeat comes, `onLine(false)` when none came for four seconds or the
/// connection broke; `onGone()` when the server wants a login.
export function follow(situation, { onLine, onGone }) {
  let source = null;
  let silent = null;
  let lastId = "";
  let again = null;
  let over = false;

  const heard = () => {
    clearTimeout(silent);
    silent = setTimeout(lost, silenceMs);
    onLine(true);
  };

  const lost = () => {
    onLine(false);
    source?.close();
    clearTimeout(silent);
    clearTimeout(again);
    again = setTimeout(open, 1_000);
  };

  const read = (event) => {
    lastId = event.lastEventId || lastId;
    return JSON.parse(event.data);
  };

  const open = async () => {
    // EventSource hides the status of a refusal: ask first.
    try {
      const me = await fetch("/v1/me", { credentials: "same-origin" });
      if (over) {
        return;
      }
      if (me.status === 401) {
        onGone();
        return;
      }
      if (!me.ok) {
        throw new Error(me.statusText);
      }
    } catch {
      if (!over) {
        lost();
      }
      return;
    }
    source = new EventSource(lastId ? `/v1/events?after=${encodeURIComponent(lastId)}` : "/v1/events");
    source.addEventListener("snapshot", (event) => situation.takeSnapshot(read(event)));
    source.addEventListener("items", (event) => situation.takeItems(read(event)));
    source.addEventListener("heartbeat", (event) => {
      situation.takeHeartbeat(read(event));
      heard();
    });
    source.addEventListener("error", lost);
    silent = setTimeout(lost, silenceMs);
  };

  open();
  return () => {
    over = true;
    clearTimeout(silent);
    clearTimeout(again);
    source?.close();
  };
}
