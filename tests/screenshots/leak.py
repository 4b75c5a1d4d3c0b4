import gc


class Session:
    def __init__(self, user):
        self.user = user
        self.log = [f"hello {user}"]


class Server:
    def __init__(self):
        self.open = {}
        self.recent = []

    def connect(self, user):
        session = Session(user)
        self.open[user] = session
        self.recent.append(session)
        return session


server = Server()
for user in ("ada", "grace", "guido"):
    session = server.connect(user)
    del server.open[user]
    print(user, "has left")
session = None
print("still there:", len(server.recent))
server.recent.clear()
gc.collect()
