export * from './client.ts';
export * from './contract.ts';
export * from './app-results.ts';
export * from './results.ts';
export type * from './certificate.ts';
export type * from './lessons.ts';
export type * from './project.ts';
export type { Bookmark } from './bookmarks.ts';
