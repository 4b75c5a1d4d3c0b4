// Owns how a sentence of main's is shown: what stands in backticks is code.

export const Words = ({ text }: { text: string }) => (
  <>
    {text.split(/`([^`]*)`/u).map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part))}
  </>
);
