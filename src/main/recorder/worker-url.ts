// Owns where the recorder's worker is: beside this file in a checkout, one of the bundles of out/main in the built app.

/** @param here URL of the module that asks; a chunk of a build lies one folder deeper than its entries */
export function recorderWorkerUrl(here = import.meta.url): URL {
  const isSource = here.endsWith('.ts');
  const isChunk = here.includes('/chunks/');
  return new URL(isSource ? './worker.ts' : `${isChunk ? '../' : './'}recorder-worker.js`, here);
}
