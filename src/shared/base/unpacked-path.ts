// Owns where a file of an installed app is for whoever knows no archives: worker threads, child processes, native code.
// Invariant: a path that is in no archive stays as it is.

/** The same file beside the archive `app.asar`, where the package keeps it as a file of its own (electron-builder.yml). */
export const unpackedPath = (path: string): string =>
  path.replace(/([\\/])app\.asar(?=[\\/])/, '$1app.asar.unpacked');
