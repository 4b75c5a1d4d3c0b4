// The shapes of program that the benches run. Each is a whole script; `count` scales its work.

export interface BenchProgram {
  readonly name: string;
  readonly source: (count: number) => string;
}

export const REFCOUNT_LOOP: BenchProgram = {
  name: 'refcount-dense loop',
  source: (count) => `
def work(n):
    kept = [None] * 8
    for i in range(n):
        pair = [i, kept]
        kept[i & 7] = pair[0]
        other = pair
        del pair
work(${count})
`,
};

export const OTHER_SHAPES: readonly BenchProgram[] = [
  {
    name: 'object graph',
    source: (count) => `
class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next
def build(n):
    head = None
    for i in range(n):
        head = Node(i, head)
    return head
head = build(${Math.ceil(count / 8)})
while head is not None:
    head = head.next
`,
  },
  {
    name: 'dict-heavy',
    source: (count) => `
counts = {}
def work(n):
    for i in range(n):
        key = (i * 7919) % 1009
        counts[key] = counts.get(key, 0) + 1
work(${Math.ceil(count / 2)})
`,
  },
  {
    name: 'string-heavy',
    source: (count) => `
def work(n):
    parts = []
    for i in range(n):
        parts.append(str(i) + ':' + hex(i))
    return len(','.join(parts).split(','))
print(work(${Math.ceil(count / 4)}))
`,
  },
  {
    name: 'recursion',
    source: () => `
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(23))
`,
  },
  {
    name: 'generators',
    source: (count) => `
def numbers(n):
    for i in range(n):
        yield i * 1.5
print(sum(x for x in numbers(${Math.ceil(count / 2)}) if x > 10))
`,
  },
  {
    name: 'class-heavy',
    source: (count) => `
class Account:
    interest = 1.5
    def __init__(self, owner):
        self.owner = owner
        self.balance = 0
    @property
    def total(self):
        return self.balance * self.interest
    def pay(self, amount):
        self.balance += amount
        return self
class Savings(Account):
    def pay(self, amount):
        return super().pay(amount + 1)
def work(n):
    for i in range(n):
        account = Savings(i)
        account.pay(i).pay(2)
        account.total
work(${Math.ceil(count / 16)})
`,
  },
];
