// Owns the key to the marks at the ends of lanes. The shapes are those of draw/marks.ts.

const Mark = ({ kind, text }: { readonly kind: string; readonly text: string }) => (
  <span className="tl-legend-mark">
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" data-kind={kind}>
      {kind === 'refcount' && <circle cx="6" cy="6" r="4" />}
      {kind === 'gc' && <path d="M6 1 11 6 6 11 1 6z" />}
      {kind === 'exit' && <rect x="4" y="0.5" width="4" height="11" />}
      {kind === 'alive' && <path d="M2 1.5 10 6 2 10.5z" />}
      {kind === 'gap' && <path d="M3 0h2v12H3z M5 0 11 3 5 6z" />}
      {kind === 'immortal' && (
        <text x="6" y="9.5" textAnchor="middle" fontSize="12" fontWeight="600">
          ∞
        </text>
      )}
    </svg>
    {text}
  </span>
);

export const Legend = ({ hasGaps }: { readonly hasGaps: boolean }) => (
  <div className="tl-marks" role="note" aria-label="How objects end">
    <Mark kind="refcount" text="count reached 0" />
    <Mark kind="gc" text="cycle collector" />
    <Mark kind="exit" text="exit" />
    <Mark kind="alive" text="alive" />
    <Mark kind="immortal" text="immortal" />
    {hasGaps && <Mark kind="gap" text="gap" />}
  </div>
);
