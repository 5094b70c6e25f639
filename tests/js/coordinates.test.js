// What readers type and paste, and how it is understood; each line of these tables was worked out by hand.

import assert from "node:assert/strict";
import { test } from "node:test";

import { measure } from "../../geo/_maps/static/geodesic.js";
import { notations, parseCoordinates } from "../../geo/_maps/static/notations.js";

const SAME_PLACE = [
  // Decimal, with points and commas.
  "43.65, 51.16", "43.65,51.16", "43.65 51.16", "43.65; 51.16", "43.65;51.16", "43.65 / 51.16", "(43.65, 51.16)", "43.65\t51.16",
  "43.65\n51.16", "43,65; 51,16", "43,65 51,16", "43,65, 51,16", "43,65,51,16", "43,65;51,16", " +43.65, +51.16 ", "+43.65+51.16/", "43.650, 51.160,",
  "43.65° 51.16°", "43.65°, 51.16°", "43,65° 51,16°", "43.65°51.16°",
  // Hemispheres before and after, in letters and words.
  "43.65 N, 51.16 E", "43.65N 51.16E", "43.65N51.16E", "N43.65 E51.16", "N 43.65, E 51.16", "N43.65E51.16", "n43.65 e51.16", "43.65° N 51.16° E",
  "51.16 E, 43.65 N", "E51.16 N43.65", "51.16E 43.65N", "43,65N 51,16E", "43,65N,51,16E", "43.65 north 51.16 east", "43.65 N, 51.16",
  "lat 43.65 lon 51.16", "lat: 43.65, lon: 51.16", "Latitude: 43.65 Longitude: 51.16", "lon 51.16 lat 43.65", "lng: 51.16, lat: 43.65", "lat. 43.65, long. 51.16",
  "lat 43.65 N lon 51.16 E",
  // In Russian.
  "43,65° с.ш., 51,16° в.д.", "43,65° с. ш. 51,16° в. д.", "43.65 сш 51.16 вд", "43.65 С.Ш. 51.16 В.Д.", "43,65 с.ш. 51,16 в.д.", "51,16° в.д., 43,65° с.ш.",
  "с.ш. 43,65 в.д. 51,16", "43°39′ с. ш. 51°09′36″ в. д.", "43,65° северной широты, 51,16° восточной долготы", "широта 43,65 долгота 51,16", "Широта: 43,65, долгота: 51,16",
  "43.65 С, 51.16 В", "43°39'00\"с.ш., 51°09'36\"в.д.",
  // Degrees, minutes and seconds.
  "43°39'00\"N 51°09'36\"E", "43°39'0.0\"N, 51°9'36.0\"E", "43°39′N 51°9.6′E", "43° 39' 51° 9.6'", "43º39’00”N 51º09’36”E", "43°39′00″ 51°09′36″", "43°39'00''N 51°09'36''E",
  "43 39 00 N 51 09 36 E", "43 39 00 51 09 36", "43 39 0.0, 51 9 36.0", "43 39 00,51 09 36", "43 39 51 9.6", "43 39,0 51 9,6", "43 39.0, 51 9.6", "43 39, 51 9.6",
  "43d39m00s 51d09m36s", "43d39m00sN 51d09m36sE", "43d 39m 00s N 51d 09m 36s E", "43D39M00S N 51D09M36S E", "43:39:00 51:09:36", "43:39:00N, 51:09:36E", "43:39, 51:09.6",
  "N 43°39'00\" E 51°09'36\"", "N43°39'00\"E51°09'36\"", "43-39-00N 51-09-36E", "43°39,0'N 51°9,6'E", "43 deg 39 min 51 deg 9.6 min", "43°39'00\"N/51°09'36\"E",
  "433900N 0510936E", "433900N0510936E", "4339N 05109.6E", "N433900 E0510936", "43°39'0\"N 51.16E",
  // Other letters and digits.
  "４３．６５，　５１．１６", "٤٣٫٦٥، ٥١٫١٦", "۴۳٫۶۵ ۵۱٫۱۶", "\u200e43.65,\u00a051.16\u200f", "\ufeff43.65 51.16",
  // What programs write.
  "geo:43.65,51.16", "geo:43.65,51.16;u=35", "geo:43.65,51.16,100;crs=wgs84;u=5", "GEO:43.65,51.16?z=11", "geo:0,0?q=43.65,51.16(Aktau)",
  "POINT(51.16 43.65)", "POINT (51.16 43.65)", "point z (51.16 43.65 12)", "SRID=4326;POINT(51.16 43.65)", "POINT Z(51.16 43.65 0)",
  "https://www.google.com/maps/@43.65,51.16,12z", "https://www.google.com/maps/place/Aktau/@43.7,51.2,12z/data=!3m1!4b1!4m5!3m4!1s0x0:0x0!8m2!3d43.65!4d51.16",
  "https://maps.google.com/?q=43.65,51.16", "https://www.google.com/maps?q=43.65%2C51.16&z=3", "https://www.google.com/maps/search/?api=1&query=43.65,51.16",
  "https://www.google.com/maps/search/43.65,+51.16", "maps.google.com/maps?ll=43.65,51.16", "https://www.openstreetmap.org/?mlat=43.65&mlon=51.16#map=5/40.0/50.0",
  "https://www.openstreetmap.org/#map=12/43.65/51.16", "https://osm.org/#map=12/43.65/51.16&layers=T", "https://yandex.ru/maps/?ll=51.16,43.65&z=12", "https://yandex.com/maps/?ll=51.16%2C43.65",
  "https://yandex.ru/maps/29575/aktau/?ll=50.0%2C40.0&pt=51.16,43.65&z=13", "https://yandex.kz/maps/?whatshere%5Bpoint%5D=51.16%2C43.65&whatshere%5Bzoom%5D=12", "https://2gis.kz/aktau?m=51.16%2C43.65%2F12",
  "https://maps.apple.com/?ll=43.65,51.16", "https://www.bing.com/maps?cp=43.65~51.16&lvl=12", "https://wikimapia.org/#lang=en&lat=43.65&lon=51.16&z=12", "https://example.org/map?lat=43.65&lng=51.16", "www.example.org/?q=43.65,51.16",
];

const SOUTH_WEST = [
  "-43.65, -51.16", "\u221243.65, \u221251.16", "\u201343.65 \u201351.16", "43.65 S, 51.16 W", "S43.65 W51.16", "43.65 ю.ш., 51.16 з.д.", "43°39′ ю. ш., 51°9′36″ з. д.", "-43 39 00, -51 09 36",
  "-43°39'00\" -51°09'36\"", "-43.65 -51.16", "-43.65-51.16", "433900S 0510936W", "43d39m00S 51d09.6mW", "geo:-43.65,-51.16", "POINT(-51.16 -43.65)", "https://www.google.com/maps/@-43.65,-51.16,3z",
  "https://www.openstreetmap.org/#map=12/-43.65/-51.16", "https://yandex.ru/maps/?ll=-51.16,-43.65", "lat -43.65 lon -51.16", "43.65 south, 51.16 west", "43.65 Ю 51.16 З",
];

function isNear(text, lon, lat, within = 1) {
  const found = parseCoordinates(text);
  assert.equal(found.problem, undefined, `${text}: ${found.problem}`);
  const off = measure(lon, lat, found.lon, found.lat).distance;
  assert.ok(off < within, `${text} is ${off} m off: ${JSON.stringify(found)}`);
  assert.ok(found.text.length > 10, text);
}

test("one place in all ways of writing", () => {
  for (const text of SAME_PLACE) isNear(text, 51.16, 43.65);
});

test("the same in the south and west", () => {
  for (const text of SOUTH_WEST) isNear(text, -51.16, -43.65);
});

test("the sign of an angle of less than a degree is kept", () => {
  isNear("-0 30, -0 15", -0.25, -0.5);
  isNear("-0°30' 0°15'W", -0.25, -0.5);
  isNear("0, 0", 0, 0);
  isNear("90, 180", 180, 90);
  isNear("-90 -180", 0, -90);
  isNear("43,51", 51, 43);
});

test("MGRS and UTM", () => {
  isNear("39T WJ 12903 33012", 51.16, 43.65);
  isNear("39TWJ1290333012", 51.16, 43.65);
  isNear("MGRS: 39t wj 1290 3301", 51.16, 43.65, 10);
  isNear("39T WJ", 51.16, 43.65, 75_000);
  isNear("Z AH 00000 00000", 0, 90);
  isNear("Z AH", 0, 90, 75_000);
  for (const text of ["39T 512903 4833012", "39 T 512903 4833012", "39N 512903 4833012", "39 north 512903 4833012", "UTM 39T 512903 4833012", "UTM zone 39T 512903E 4833012N", "39T 512903mE 4833012mN", "39T, 512903.4, 4833012.4"]) {
    isNear(text, 51.16, 43.65, 2);
  }
  assert.match(parseCoordinates("39T WJ 12 33").text, /39T WJ 12 33: the middle of a square of 1 km/);
  // Buenos Aires: 21H, in the southern half.
  isNear("21H 373315 6170036", -58.3816, -34.6037, 50);
  isNear("21 south 373315 6170036", -58.3816, -34.6037, 50);
  isNear("21S 373315 6170036", -58.3816, -34.6037, 50);
});

test("what is written for copying is understood again", () => {
  for (const [lon, lat] of [[51.16, 43.65], [-70.123456, -33.999999], [179.99999, 0.00001], [-0.00001, -0.00001], [12.5, 78.9], [30, -88], [0, 90]]) {
    for (const precision of [null, 30, 300, 5000]) {
      for (const { key, text } of notations(lon, lat, precision)) isNear(text, lon, lat, Math.max(3, 1.5 * (precision ?? 0)), key);
    }
  }
});

test("what is wrong is said, and why", () => {
  const known = [
    ["", /nothing here yet/], ["   ", /nothing here yet/], ["Aktau", /not understood/], ["43.65", /not understood/], ["1 2 3", /not understood/],
    ["43.65, 51.16, 12", /not understood/], ["[51.16, 43.65]", /not understood/], ["43.65-51.16", /not understood/], ["12:30", /not understood/], ["1e3 20", /not understood/], ["43.65 5.1e-5", /not understood/], ["0x10 20", /not understood/], ["2024-01-02", /not understood/], ["43.65.51", /not understood/], ["43.39.00 51.09.36", /not understood/], ["43..65 51", /not understood/], ["- -43.65, 51.16", /not understood/], ["43.65 N S 51.16", /two latitudes/],
    ["151.16, 43.65", /Latitude comes first, and 151.16 is none.*change the order/], ["-151.16 43.65", /Latitude comes first/], ["95,51", /Latitude comes first/],
    ["151.16 N 43.65 E", /Latitudes go from -90 to 90, and 151.16/], ["lat 91 lon 0", /Latitudes go from -90 to 90/], ["43.65, 181", /Longitudes go from -180 to 180, and 181/],
    ["91, 181", /Latitudes go from/], ["200, 20", /Latitudes go from/], ["43.65 N 51.16 N", /two latitudes/], ["43.65 E 51.16 W", /two longitudes/], ["-43.65 S, 51.16 E", /say the same twice/],
    ["43°60'N 51°E", /less than 60, and 60/], ["43 39 75, 51 09 36", /less than 60, and 75/], ["43.5 30, 51 9", /Only the last part/], ["43d39m0s, 51d9m36E", /seconds or of the south/],
    ["geo:43.65", /geo: link/], ["geo:43.65,51.16;crs=nad27", /are on nad27/], ["geo:91,0", /Latitudes/], ["POINT EMPTY", /WKT/], ["POINT(51.16,43.65)", /WKT/], ["POINT(43.65 151.16)", /Latitudes/],
    ["SRID=3857;POINT(1 1)", /EPSG:3857/], ["https://maps.app.goo.gl/abcdef", /no coordinates in the text of this link/], ["https://example.org/?q=Aktau", /no coordinates/],
    ["https://www.openstreetmap.org/#map=3/143.65/51.16", /Latitudes/], ["39T WJ 123", /has as many digits/], ["39T AJ 12 12", /no square AJ/], ["MGRS Aktau", /no name of a square/],
    ["39S 512903 4000000", /band S in the north or the southern half/], ["61T 512903 4833012", /zones from 1 to 60/], ["39T 12903 4833012", /Eastings in UTM/], ["39T 512903 2833012", /Zone 39T does not go/],
    ["39I 512903 4833012", /here it is I/], ["39T 512903 48330120", /Northings/], ["39X 512903 9900000", /does not go/], ["9".repeat(300), /too long/], ["1".repeat(3000), /too long/], [`https://a.b/${"1".repeat(3000)}`, /too long/],
  ];
  for (const [text, problem] of known) assert.match(parseCoordinates(text).problem ?? "none", problem, text);
  for (const odd of [null, undefined, 5, {}, []]) assert.ok(parseCoordinates(odd).problem);
});

test("any text is answered at once, with a place on the earth or with a problem", () => {
  const pieces = [..."0123456789.,;:/-+ °'\"NSEWdmsnsew()[]{}@!?&=#%~T٣４с.шюзвд\u200f\u2212\n", "43.65", "51°", "geo:", "POINT(", "https://", "39T", "WJ", "lat", "с.ш.", "%2C", "ll=", "@1,2,", "  ", "Z", "\ud800", "__proto__", "constructor"];
  let seed = 12345;
  const random = (below) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const started = Date.now();
  for (let round = 0; round < 50_000; round++) {
    const text = Array.from({ length: 1 + random(round % 10 ? 12 : 80) }, () => pieces[random(pieces.length)]).join("");
    const found = parseCoordinates(text);
    if (found.problem !== undefined) assert.ok(found.problem.length > 10, text);
    else assert.ok(Math.abs(found.lat) <= 90 && Math.abs(found.lon) <= 180 && found.text, `${text}: ${JSON.stringify(found)}`);
  }
  assert.ok(Date.now() - started < 10_000);
});

test("hostile text takes no time", () => {
  const long = ["1", " ", "1 ", "1,", ",", "-", "°", "с", "с ", "(", "a.", "a.b/", "1.", "geo:1,", "POINT(", "@1,", "&q=", "%2C", "1N", "''", "m", "39T "];
  for (const piece of long) {
    for (const start of ["", "https://", "geo:1,1;", "POINT (", "lat ", "39T WJ ", "https://yandex.ru/geo/"]) {
      for (const size of [200, 2000, 1_000_000]) {
        const text = (start + piece.repeat(size / piece.length)).slice(0, size);
        const started = Date.now();
        parseCoordinates(text);
        assert.ok(Date.now() - started < 200, `${start}${piece}... of ${size}`);
      }
    }
  }
});
