# Comprehensions run in the frame around them (PEP 709); a dict of them; an f-string.
rows = [[n] for n in range(2)]
by_length = {len(row): row for row in rows}
text = f'{rows!r} of {len(rows)}'
rows = by_length = text = None
