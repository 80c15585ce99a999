// Dark or light, as whoever uses this browser chose last.
const key = "theme";
const { dataset } = document.documentElement;

// A browser may refuse to keep anything: then the choice holds while the page is open.
function kept(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

export function recallTheme() {
  if (kept((storage) => storage.getItem(key)) === "light") {
    dataset.theme = "light";
  }
}

export function changeTheme() {
  dataset.theme = dataset.theme === "dark" ? "light" : "dark";
  kept((storage) => storage.setItem(key, dataset.theme));
}
