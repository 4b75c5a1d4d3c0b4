import { expect, it } from 'vitest';
import { SvgPen } from '../../../src/renderer/timeline/export/svg-pen.ts';

const pen = (): SvgPen => new SvgPen((text) => ({ width: text.length }) as unknown as TextMetrics);

it('writes what was drawn, with its style', () => {
  const svg = pen();
  svg.fillStyle = '#123456';
  svg.globalAlpha = 0.5;
  svg.fillRect(1, 2, 3.14159, -4);
  svg.globalAlpha = 1;
  svg.beginPath();
  svg.moveTo(0, 0);
  svg.lineTo(10, 5);
  svg.strokeStyle = 'red';
  svg.lineWidth = 1.5;
  svg.stroke();
  const text = svg.document(20, 10);
  expect(text).toContain(
    '<rect x="1" y="2" width="3.14" height="0" fill="#123456" fill-opacity="0.5"/>',
  );
  expect(text).toContain(
    '<path d="M0 0L10 5" fill="none" stroke="red" stroke-width="1.5" stroke-linejoin="miter"/>',
  );
  expect(text).toMatch(/^<svg xmlns=\S+ width="20" height="10" viewBox="0 0 20 10">/);
});

it('keeps a program’s values text', () => {
  const svg = pen();
  svg.font = '600 12px "Inter", sans-serif';
  svg.fillText('</text><script>"&\u0000', 1, 2);
  const text = svg.document(1, 1);
  expect(text).toContain('&lt;/text&gt;&lt;script&gt;&quot;&amp;\ufffd</text>');
  expect(text).toContain('font-family="&quot;Inter&quot;, sans-serif"');
});

it('closes the groups of a clip where it was restored, and brings the style back', () => {
  const svg = pen();
  svg.fillStyle = 'blue';
  svg.save();
  svg.beginPath();
  svg.rect(0, 0, 5, 5);
  svg.clip();
  svg.fillStyle = 'green';
  svg.fillRect(0, 0, 1, 1);
  svg.restore();
  svg.fillRect(2, 2, 1, 1);
  const text = svg.document(9, 9);
  expect(text.match(/<g /g)).toHaveLength(1);
  expect(text.match(/<\/g>/g)).toHaveLength(1);
  expect(text.indexOf('green')).toBeLessThan(text.indexOf('</g>'));
  expect(text.indexOf('</g>')).toBeLessThan(text.indexOf('blue'));
});
