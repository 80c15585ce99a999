// The view and what is selected in it, as the address has them: "#/dispatch/incident/I-1" is {view, kind, name}.

// A link may come with a stray "%" from wherever it was copied: then what stands there is meant.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function readPlace(hash) {
  const [view = "", kind = "", name = ""] = hash.replace(/^#\/?/, "").split("/").map(decoded);
  return { view, kind, name };
}
