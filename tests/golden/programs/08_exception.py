# A traceback keeps a frame, and the frame its locals, until the exception goes.
def risky(payload):
    local = [payload]
    raise ValueError(local)


kept = None
try:
    risky(3.5)
except ValueError as error:
    kept = error.args[0]
try:
    {}['missing']
except KeyError:
    pass
finally:
    kept = None
