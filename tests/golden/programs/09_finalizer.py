# __del__ runs when the count reaches 0; storing self then brings the object back, once.
class Phoenix:
    def __del__(self):
        saved.append(self)


saved = []
bird = Phoenix()
bird = None
bird = saved.pop()
bird = None
saved = None
