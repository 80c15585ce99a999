// Which views there are, who may open them, and what a window that shows one is called.
import { board } from "./board.js";
import { dispatch } from "./dispatch.js";
import { health } from "./health.js";
import { audit, ownView } from "./looks.js";
import { zone } from "./zone.js";

// Each with the right that the server asks for; those with a link have a title.
const views = {
  dispatch: { title: "Dispatch", draw: dispatch, right: "live" },
  board: { title: "Presence", draw: board, right: "presence" },
  zone: { draw: zone, right: "presence" },
  zones: { title: "Zones", draw: (page) => page.editor.draw(), right: "zones" },
  health: { title: "Health", draw: health, right: "health" },
  looks: { title: "Who looked", draw: audit, right: "audit" },
  mine: { title: "My record", draw: ownView, right: "self" },
};

const mayOpen = (page, name) => Object.hasOwn(views, name) && page.may(views[name].right);

/// Those with a link: [name, title].
export const titled = (page) =>
  Object.entries(views).filter(([name, { title }]) => title && mayOpen(page, name)).map(([name, { title }]) => [name, title]);

/// The one that the address names, or the first that may be opened.
export const openView = (page) =>
  mayOpen(page, page.place.view) ? page.place.view : Object.keys(views).find((name) => mayOpen(page, name));

export const drawView = (page) => views[openView(page)].draw(page);

/// "A1 - Dispatch - Beatwatch".
export function windowTitle(page) {
  const view = openView(page);
  const { view: asked, kind, name } = page.place;
  const selected = asked !== view ? "" : view === "zone" ? kind : name;
  return [selected, views[view].title ?? "Zone", "Beatwatch"].filter(Boolean).join(" - ");
}
