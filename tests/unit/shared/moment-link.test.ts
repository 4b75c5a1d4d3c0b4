import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  parseMomentLink,
  printMomentLink,
  type MomentLink,
} from '../../../src/shared/model/moment-link.ts';

const link: fc.Arbitrary<MomentLink> = fc
  .record({
    recording: fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
    seq: fc.nat(),
    step: fc.option(fc.oneof(fc.nat(), fc.constant('event' as const)), { nil: undefined }),
    object: fc.option(fc.integer({ min: 1, max: 0xffff_ffff })),
    axis: fc.constantFrom('step' as const, 'event' as const),
    from: fc.double({ min: 0, max: 1e12, noNaN: true }),
    length: fc.double({ min: 1, max: 1e12, noNaN: true }),
  })
  .map(({ length, step, ...rest }) => ({
    ...rest,
    from: Math.abs(rest.from),
    to: Math.abs(rest.from) + length,
    ...(step === undefined ? {} : { step }),
  }));

it('brings back what was printed, also from a whole address', () => {
  fc.assert(
    fc.property(link, (moment) => {
      const text = printMomentLink(moment);
      expect(parseMomentLink(text)).toEqual(moment);
      expect(parseMomentLink(`http://127.0.0.1:8000/#${text}`)).toEqual(moment);
    }),
  );
});

it.each([
  '',
  '#editor',
  'moment?',
  'moment?recording=a&seq=-1&from=0&to=1',
  'moment?recording=a&seq=1e9&from=0&to=1',
  'moment?recording=a&seq=1&from=2&to=1',
  'moment?recording=a&seq=1&from=0&to=Infinity',
  'moment?recording=a&seq=1&step=x&from=0&to=1',
  'moment?recording=%E0%A4%A&seq=1&from=0&to=1',
  'x moment?recording=a&seq=1&from=0&to=1',
])('refuses %j', (text) => {
  expect(parseMomentLink(text)).toBeNull();
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      parseMomentLink(`moment?${text}`);
    }),
  );
});
