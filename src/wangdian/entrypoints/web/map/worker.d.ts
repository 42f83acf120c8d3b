// The library describes its page's part alone; this one has a single export that nothing calls.
declare module "maplibre-gl/dist/maplibre-gl-worker.mjs";
