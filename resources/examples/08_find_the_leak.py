# Find the leak
# Every request is answered and done with, yet memory grows: something keeps a reference to each of them. Sort the objects by
# lifetime, select a Request that lives to the end and look at what last took hold of it.


class Request:
    def __init__(self, number):
        self.number = number
        self.body = bytearray(1000)


class Server:
    def __init__(self):
        self.handlers = {}
        self.history = []

    def handle(self, request):
        answer = f"request {request.number}: {len(request.body)} bytes"
        self.log(request, answer)
        return answer

    def log(self, request, answer):
        # The answer would do; the request comes along.
        self.history.append((answer, request))


server = Server()
for number in range(1, 9):
    print(server.handle(Request(number)))

print("requests still alive:", len(server.history))
