// National Grid references.

// Airy 1830 ellipsoid, the National Grid's projection, and the Helmert transformation from WGS 84, good to
// about 5 m. Source: Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes B and C, and 6.6.
const airy = { a: 6377563.396, b: 6356256.909 };
const wgs84 = { a: 6378137, b: 6356752.3142 };
const grid = { scale: 0.9996012717, lat: (49 * Math.PI) / 180, lon: (-2 * Math.PI) / 180, east: 400_000, north: -100_000 };
const arcSecond = Math.PI / 648_000;
const helmert = { x: -446.448, y: 125.157, z: -542.06, rx: -0.1502 * arcSecond, ry: -0.247 * arcSecond, rz: -0.8421 * arcSecond, s: 1 + 20.4894e-6 };

const squareOfEccentricity = ({ a, b }) => 1 - (b * b) / (a * a);

function toAiry(lat, lon) {
  const e2 = squareOfEccentricity(wgs84);
  const nu = wgs84.a / Math.sqrt(1 - e2 * Math.sin(lat) ** 2);
  const x = nu * Math.cos(lat) * Math.cos(lon);
  const y = nu * Math.cos(lat) * Math.sin(lon);
  const z = nu * (1 - e2) * Math.sin(lat);
  const { rx, ry, rz, s } = helmert;
  const x2 = helmert.x + s * x - rz * y + ry * z;
  const y2 = helmert.y + rz * x + s * y - rx * z;
  const z2 = helmert.z - ry * x + rx * y + s * z;
  const e2Airy = squareOfEccentricity(airy);
  const p = Math.hypot(x2, y2);
  let latAiry = Math.atan2(z2, p * (1 - e2Airy));
  for (let i = 0; i < 5; ++i) {
    const nuAiry = airy.a / Math.sqrt(1 - e2Airy * Math.sin(latAiry) ** 2);
    latAiry = Math.atan2(z2 + e2Airy * nuAiry * Math.sin(latAiry), p);
  }
  return [latAiry, Math.atan2(y2, x2)];
}

/// Eastings and northings in metres.
export function nationalGrid({ lat_e7: latE7, lon_e7: lonE7 }) {
  const [lat, lon] = toAiry((latE7 / 1e7) * (Math.PI / 180), (lonE7 / 1e7) * (Math.PI / 180));
  const { a, b } = airy;
  const e2 = squareOfEccentricity(airy);
  const n = (a - b) / (a + b);
  const sin = Math.sin(lat);
  const cos = Math.cos(lat);
  const tan2 = Math.tan(lat) ** 2;
  const nu = (a * grid.scale) / Math.sqrt(1 - e2 * sin * sin);
  const rho = (a * grid.scale * (1 - e2)) / (1 - e2 * sin * sin) ** 1.5;
  const eta2 = nu / rho - 1;
  const minus = lat - grid.lat;
  const plus = lat + grid.lat;
  const arc =
    b * grid.scale *
    ((1 + n + (5 / 4) * (n * n + n ** 3)) * minus -
      (3 * (n + n * n) + (21 / 8) * n ** 3) * Math.sin(minus) * Math.cos(plus) +
      (15 / 8) * (n * n + n ** 3) * Math.sin(2 * minus) * Math.cos(2 * plus) -
      (35 / 24) * n ** 3 * Math.sin(3 * minus) * Math.cos(3 * plus));
  const d = lon - grid.lon;
  const north =
    arc + grid.north + (nu / 2) * sin * cos * d ** 2 + (nu / 24) * sin * cos ** 3 * (5 - tan2 + 9 * eta2) * d ** 4 +
    (nu / 720) * sin * cos ** 5 * (61 - 58 * tan2 + tan2 * tan2) * d ** 6;
  const east =
    grid.east + nu * cos * d + (nu / 6) * cos ** 3 * (nu / rho - tan2) * d ** 3 +
    (nu / 120) * cos ** 5 * (5 - 18 * tan2 + tan2 * tan2 + 14 * eta2 - 58 * tan2 * eta2) * d ** 5;
  return [east, north];
}

const squareLetters = "ABCDEFGHJKLMNOPQRSTUVWXYZ";

/// "SK 588 041", a square of 100 m; degrees outside Great Britain.
export function gridReference(place) {
  const [east, north] = nationalGrid(place);
  if (!(east >= 0 && east < 700_000 && north >= 0 && north < 1_300_000)) {
    return `${(place.lat_e7 / 1e7).toFixed(4)}, ${(place.lon_e7 / 1e7).toFixed(4)}`;
  }
  const e = Math.floor(east / 100_000);
  const n = Math.floor(north / 100_000);
  const first = 19 - n - ((19 - n) % 5) + Math.floor((e + 10) / 5);
  const second = (((19 - n) * 5) % 25) + (e % 5);
  const digits = (metres) => String(Math.floor((metres % 100_000) / 100)).padStart(3, "0");
  return `${squareLetters[first]}${squareLetters[second]} ${digits(east)} ${digits(north)}`;
}
