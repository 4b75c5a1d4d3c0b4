// Owns fetching what the browser host offers: the browser keeps downloads itself, under the name that the host gives.

export const download = (url: string): void => {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
};
