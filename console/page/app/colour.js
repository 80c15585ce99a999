/// A colour of the theme that is on, by its name in page.css: "--ink".
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
