// Owns giving a session file of the user's to the browser host, which puts it into the library.

/** Streams the file. Returns its path in the library, for session.open. Throws an Error whose message is a sentence. */
export async function uploadSessionFile(file: File): Promise<string> {
  const url = new URL('upload', window.location.href);
  url.searchParams.set('name', file.name);
  const response = await fetch(url, { method: 'POST', body: file }).catch(() => null);
  const answer: unknown = await response?.json().catch(() => null);
  if (typeof answer === 'object' && answer !== null) {
    if ('path' in answer && typeof answer.path === 'string') return answer.path;
    if ('message' in answer && typeof answer.message === 'string') throw new Error(answer.message);
  }
  throw new Error(`${file.name} could not be sent to Refscope; check that it is still running.`);
}
