// Owns a disk of any small size for tests: a tmpfs in a mount namespace of its own, which only the script sees. Linux, as root or where
// users may make namespaces. Invariant: a disk that cannot be made is an error, never a test that passes.

import { execFile } from 'node:child_process';

const MOUNT = 'mkdir -p "$DIR/disk" && mount -t tmpfs -o size=$SIZE tmpfs "$DIR/disk"';

export interface SmallDisk {
  /** As mount takes it, for example `300k`. */
  readonly size: string;
  /** The disk is mounted at `disk` below it. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a script of sh that finds the disk at `$DIR/disk`, and Node as `$NODE`. Answers its stdout; rejects when it fails. */
export function onSmallDisk({ size, folder, env }: SmallDisk, script: string): Promise<string> {
  const namespace = process.getuid?.() === 0 ? ['-m'] : ['-rm'];
  const args = [...namespace, 'sh', '-c', `${MOUNT} || exit 99\n${script}`];
  const all = { ...process.env, ...env, SIZE: size, DIR: folder, NODE: process.execPath };
  return new Promise((resolve, reject) =>
    execFile('unshare', args, { env: all, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`The small disk could not be used: ${error.message} ${stderr}`));
      else resolve(stdout);
    }),
  );
}
