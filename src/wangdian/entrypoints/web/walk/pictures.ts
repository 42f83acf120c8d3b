/** The cache of photos that lie on the phone; the page looks into it, the service worker fills it. */
export const PICTURES = "walk-pictures";
