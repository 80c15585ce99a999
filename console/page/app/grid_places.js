// Places that are typed as references of the National Grid, and longitude and latitude as shapes have
// them.
import { gridReference, nationalGrid } from "./grid.js";

const metresOfDegree = 111_320;
const squareLetters = "ABCDEFGHJKLMNOPQRSTUVWXYZ";
const placeOf = ([lon, lat]) => ({ lat_e7: lat * 1e7, lon_e7: lon * 1e7 });

export const referenceOf = (lonLat) => gridReference(placeOf(lonLat));

// The place whose eastings and northings these are: each step mends what is left by a degree's length.
function fromGrid(east, north) {
  let [lon, lat] = [-2, 54];
  for (let i = 0; i < 40; i += 1) {
    const [e, n] = nationalGrid(placeOf([lon, lat]));
    lat += (north - n) / metresOfDegree;
    lon += (east - e) / (metresOfDegree * Math.cos((lat * Math.PI) / 180));
  }
  return [lon, lat];
}

/// [longitude, latitude] of the middle of the square that "SK 5897 0399" names; null: no reference.
export function parseGridReference(text) {
  const found = /^([A-HJ-Z])([A-HJ-Z])((?:\d\d){1,5})$/.exec(text.toUpperCase().replaceAll(/\s/g, ""));
  if (!found) {
    return null;
  }
  const [first, second] = [squareLetters.indexOf(found[1]), squareLetters.indexOf(found[2])];
  const half = found[3].length / 2;
  const metres = (digits) => (Number(digits) + 0.5) * 10 ** (5 - half);
  const east = (((first - 2) % 5) * 5 + (second % 5)) * 100_000 + metres(found[3].slice(0, half));
  const north = (19 - Math.floor(first / 5) * 5 - Math.floor(second / 5)) * 100_000 + metres(found[3].slice(half));
  return east >= 0 && east < 700_000 && north >= 0 && north < 1_300_000 ? fromGrid(east, north) : null;
}

/// The grid reference of the middle of a zone of a FeatureCollection; empty: it is not there.
export function centreOf(features, name) {
  const feature = features?.features.find(({ id }) => id === name);
  if (feature === undefined) {
    return "";
  }
  const corners = feature.geometry.coordinates.flat(2);
  const middle = (axis) => {
    const all = corners.map((corner) => corner[axis]);
    return (Math.min(...all) + Math.max(...all)) / 2;
  };
  return referenceOf([middle(0), middle(1)]);
}
