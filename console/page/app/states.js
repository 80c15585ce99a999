// How a zone stands, in a word and a shape: colour is never alone.
import { html } from "lit-html";

export const states = {
  BOARD_STATE_DUE: { word: "due", shape: "M8 1 15 8 8 15 1 8Z" },
  BOARD_STATE_MISSED: { word: "missed", shape: "M8 1 15.5 14.5H.5Z" },
  BOARD_STATE_DO_NOT_KNOW: { word: "do not know", shape: "M8 2a6 6 0 1 0 .01 0Z" },
  BOARD_STATE_STILL_TIME: { word: "still time", shape: "M8 2a6 6 0 1 0 .01 0ZM8 4v4h3" },
  BOARD_STATE_VISITED: { word: "visited", shape: "M2 8l4 5 8-11" },
  BOARD_STATE_NOTHING_ASKED: { word: "nothing asked", shape: "M3 8h10" },
};

export const stateClass = (state) => states[state].word.replaceAll(" ", "-");

export const stateMark = (state) => html`<span class="state">
  <svg class=${`shape ${stateClass(state)}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d=${states[state].shape}></path></svg>
  ${states[state].word}</span>`;
