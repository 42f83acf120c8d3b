// The part of the map library that works beside the page: served by ourselves, since the content policy allows no other.
// It is named, though nothing calls it, because its package says that loading it has no effect, and it would be left out.
import * as beside from "maplibre-gl/dist/maplibre-gl-worker.mjs";

Object.assign(self, { beside });
