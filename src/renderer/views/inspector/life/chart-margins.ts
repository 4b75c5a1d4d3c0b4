// Owns the space left and right of the step chart, in px: the bars of names below it share the scale.

export const CHART_LEFT = 34;
export const CHART_RIGHT = 10;
