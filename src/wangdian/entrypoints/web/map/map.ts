// Draws outlets as points on a plain ground: no tiles, no fonts, nothing from anywhere but this server.
import {
  Map as Plane, NavigationControl, Popup, ScaleControl, setWorkerUrl,
  type ExpressionSpecification, type GeoJSONSource, type LngLatBoundsLike, type StyleSpecification,
} from "maplibre-gl";

type Says = "h" | "f" | "u";
type Pin = [code: string, north: number, east: number, says: Says];
interface Setup {
  pins: string; beside: string; query: string; borders: string; worker: string; card: string;
  words: Record<"holds" | "fails" | "unknown", string>;
  controls: Record<string, string>;
}

const NAMES: Record<Says, "holds" | "fails" | "unknown"> = { h: "holds", f: "fails", u: "unknown" };
const CLUSTER_PIXELS = 44;
const SETTLE = 250; // milliseconds that the view must rest before the list beside it follows

const setup = JSON.parse(document.getElementById("map-setup")?.textContent ?? "null") as Setup | null;
const box = document.getElementById("map");

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// A mark of 26 device pixels, shaped as the words of a state are marked everywhere: a ring for what is in order, a
// dotted square for what nobody knows, a red square for what is not in order.
function mark(says: Says): ImageData {
  const size = 26;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
  pen.translate(size / 2, size / 2);
  pen.lineWidth = 3;
  pen.strokeStyle = says === "f" ? colour("--red") : colour("--edge");
  pen.fillStyle = says === "f" ? colour("--red") : colour("--paper");
  pen.beginPath();
  if (says === "h") pen.arc(0, 0, 7, 0, 2 * Math.PI);
  else pen.rect(-8, -8, 16, 16);
  if (says === "u") pen.setLineDash([3, 3]);
  pen.fill();
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}

function plain(): StyleSpecification {
  return {
    version: 8, sources: {},
    layers: [{ id: "ground", type: "background", paint: { "background-color": colour("--ground") } }],
  };
}

function boundsOf(pins: Pin[]): LngLatBoundsLike | null {
  if (!pins.length) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [, lat, lon] of pins) {
    west = Math.min(west, lon); east = Math.max(east, lon);
    south = Math.min(south, lat); north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

function layPins(plane: Plane, pins: Pin[]): void {
  for (const says of Object.keys(NAMES) as Says[]) plane.addImage(says, mark(says), { pixelRatio: 2 });
  plane.addSource("pins", {
    type: "geojson", cluster: true, clusterRadius: CLUSTER_PIXELS, clusterMaxZoom: 15,
    clusterProperties: { wrong: ["+", ["case", ["==", ["get", "s"], "f"], 1, 0]] },
    data: {
      type: "FeatureCollection",
      features: pins.map(([c, north, east, s]) => ({
        type: "Feature", properties: { c, s }, geometry: { type: "Point", coordinates: [east, north] },
      })),
    },
  });
  const wrong: ExpressionSpecification = [">", ["get", "wrong"], 0];
  plane.addLayer({
    id: "many", type: "circle", source: "pins", filter: ["has", "point_count"],
    paint: {
      "circle-color": colour("--paper"), "circle-stroke-color": ["case", wrong, colour("--red"), colour("--edge")],
      "circle-stroke-width": ["case", wrong, 2, 1],
      "circle-radius": ["step", ["get", "point_count"], 14, 100, 18, 1000, 22, 10000, 27],
    },
  });
  plane.addLayer({
    id: "counts", type: "symbol", source: "pins", filter: ["has", "point_count"],
    layout: {
      "text-field": [
        "format", ["to-string", ["get", "point_count"]], {},
        ["case", wrong, ["concat", "\n■", ["to-string", ["get", "wrong"]]], ""],
        { "text-color": colour("--red"), "font-scale": 0.85 },
      ],
      "text-font": ["sans-serif"], "text-size": 12, "text-line-height": 1, "text-allow-overlap": true,
    },
    paint: { "text-color": colour("--ink") },
  });
  const failing: ExpressionSpecification = ["==", ["get", "s"], "f"];
  plane.addLayer({
    id: "one", type: "symbol", source: "pins", filter: ["!", ["has", "point_count"]],
    layout: {
      "icon-image": ["get", "s"], "icon-allow-overlap": true, "text-optional": true,
      "text-field": ["case", failing, setup?.words.fails ?? "", ""], "text-font": ["sans-serif"], "text-size": 12,
      "text-anchor": "left", "text-offset": [0.8, 0], "symbol-sort-key": ["case", failing, 1, 0],
    },
    paint: { "text-color": colour("--red"), "text-halo-color": colour("--ground"), "text-halo-width": 1.5 },
  });
}

// What the bank brought of borders: thin lines under the points.
async function layBorders(plane: Plane, address: string): Promise<void> {
  const answer = await fetch(address);
  if (!answer.ok) return;
  plane.addSource("borders", { type: "geojson", data: await answer.json() });
  plane.addLayer({
    id: "borders", type: "line", source: "borders", paint: { "line-color": colour("--line"), "line-width": 1 },
  }, "many");
}

// What a point is, in words, with the way to its card.
function tell(plane: Plane, code: string, says: Says, at: [number, number], words: Setup): void {
  const told = document.createElement("p");
  told.className = "told";
  const state = document.createElement("span");
  state.className = `state ${NAMES[says]}`;
  state.textContent = words.words[NAMES[says]];
  const link = document.createElement("a");
  link.href = words.card.replace("CODE", encodeURIComponent(code));
  link.textContent = document.querySelector(`#beside li[data-code="${CSS.escape(code)}"] a`)?.textContent ?? code;
  told.append(link, " ", state);
  new Popup({ closeButton: false, maxWidth: "260px" }).setLngLat(at).setDOMContent(told).addTo(plane);
}

function answerTouch(plane: Plane, words: Setup): void {
  plane.on("click", "many", async (event) => {
    const feature = event.features?.[0];
    if (!feature || feature.geometry.type !== "Point") return;
    const zoom = await plane.getSource<GeoJSONSource>("pins")?.getClusterExpansionZoom(feature.properties.cluster_id);
    plane.easeTo({ center: feature.geometry.coordinates as [number, number], zoom: zoom ?? plane.getZoom() + 2 });
  });
  plane.on("click", "one", (event) => {
    const feature = event.features?.[0];
    if (!feature || feature.geometry.type !== "Point") return;
    const { c, s } = feature.properties as { c: string; s: Says };
    tell(plane, c, s, feature.geometry.coordinates as [number, number], words);
  });
  for (const layer of ["many", "one"]) {
    plane.on("mouseenter", layer, () => { plane.getCanvas().style.cursor = "pointer"; });
    plane.on("mouseleave", layer, () => { plane.getCanvas().style.cursor = ""; });
  }
}

// The list beside the map holds what is in view: whoever cannot point reads and opens it there.
function followView(plane: Plane, words: Setup): void {
  const beside = document.getElementById("beside");
  let resting = 0;
  let asked = 0;
  const follow = async (): Promise<void> => {
    const turn = ++asked;
    const view = plane.getBounds();
    const query = new URLSearchParams(words.query);
    query.set("box", [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()].map((n) => n.toFixed(5)).join(","));
    const answer = await fetch(`${words.beside}?${query}`, { headers: { "X-Requested-With": "fetch" } });
    if (beside && answer.ok && turn === asked) beside.innerHTML = await answer.text();
  };
  plane.on("moveend", () => {
    window.clearTimeout(resting);
    resting = window.setTimeout(() => void follow(), SETTLE);
  });
}

async function draw(frame: HTMLElement, words: Setup): Promise<void> {
  setWorkerUrl(words.worker);
  const { pins } = (await (await fetch(words.pins)).json()) as { pins: Pin[] };
  frame.replaceChildren();
  const bounds = boundsOf(pins);
  const plane = new Plane({
    container: frame, style: plain(), attributionControl: false, dragRotate: false, pitchWithRotate: false,
    renderWorldCopies: false, maxZoom: 18, locale: words.controls, center: [104, 35], zoom: 3,
  });
  if (bounds) plane.fitBounds(bounds, { padding: 40, maxZoom: 13, animate: false });
  plane.touchZoomRotate.disableRotation();
  plane.addControl(new NavigationControl({ showCompass: false }), "top-right");
  plane.addControl(new ScaleControl({ maxWidth: 120 }), "bottom-left");
  plane.on("load", () => {
    layPins(plane, pins);
    answerTouch(plane, words);
    followView(plane, words);
    if (words.borders) void layBorders(plane, words.borders);
    frame.dataset.drawn = String(pins.length);
  });
}

function giveUp(): void {
  box?.setAttribute("hidden", "");
  document.querySelector("[data-failed]")?.removeAttribute("hidden");
}

if (setup && box) {
  draw(box, setup).catch((error: unknown) => {
    console.error(error);
    giveUp();
  });
}
