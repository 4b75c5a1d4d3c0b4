// Owns whether the selected object's count over its life is drawn, or told as a table. Kept between starts.

import { createKeptChoice } from './kept-choice.ts';

export const useLifeForm = createKeptChoice<'chart' | 'table'>('refscope.lifeForm', [
  'chart',
  'table',
]);
