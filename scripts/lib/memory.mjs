// Owns how glibc's allocator is set in processes that record again and again: a recording's threads come and go, and what they freed
// would otherwise stay behind in a heap of each thread. Other systems do not read these variables; a user's own values win.

const GLIBC = {
  MALLOC_ARENA_MAX: '2',
  // Fixed, for its default grows with use: larger pieces go back to the system when they are freed.
  MALLOC_MMAP_THRESHOLD_: '65536',
  MALLOC_TRIM_THRESHOLD_: '1048576',
};

/** The environment of a process of the app: this one's and the allocator's settings. */
export const recordingEnvironment = () => ({ ...GLIBC, ...process.env });
