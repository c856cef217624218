#!/usr/bin/env python3
"""Clients that mean harm or cannot do better, against a running server; after each, others are answered.

hostile.py HOST PORT CONNECTIONS: prints "ok NAME" or "failed NAME: why". The server was started with --header-ms-max 1500,
--body-ms-max 1500, --idle-ms-max 3000 and --connections-max 9000.
"""
import json
import random
import re
import resource
import socket
import sys
import time

host, port, many = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
failures = 0
hello = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


def say(name, problem=None):
    global failures
    failures += bool(problem)
    print(f"failed {name}: {problem}" if problem else f"ok {name}", flush=True)


def connect():
    return socket.create_connection((host, port), timeout=15)


def everything(client):
    """What the server says until it closes."""
    said = b""
    try:
        while piece := client.recv(65536):
            said += piece
    except (ConnectionResetError, socket.timeout) as end:
        said += f"[{type(end).__name__}]".encode()
    return said


def statuses(said):
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", said)]


def others_are_answered(after):
    client = connect()
    began = time.monotonic()
    client.sendall(hello.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    said = everything(client)
    took = time.monotonic() - began
    say(f"others are answered after {after}", None if statuses(said) == [200] and took < 5 else f"{said[:200]!r} in {took} s")


def expect(name, sent, wanted, half_close=False):
    client = connect()
    try:
        client.sendall(sent)
    except (BrokenPipeError, ConnectionResetError):
        pass
    if half_close:
        client.shutdown(socket.SHUT_WR)
    said = everything(client)
    say(name, None if statuses(said) == wanted else f"{statuses(said)}: {said[:300]!r}")
    if wanted and wanted[-1] >= 400:
        body = said.rsplit(b"\r\n\r\n", 1)[-1]
        problem = None if said.endswith(b"]") and b"[" in said[-30:] else json.loads(body)
        say(f"{name}: says why", None if problem and problem["status"] == wanted[-1] else body[:200])


def head(target="/healthz", more="", method="GET", version="HTTP/1.1", host_line="Host: localhost\r\n"):
    return f"{method} {target} {version}\r\n{host_line}{more}\r\n".encode()


close = "Connection: close\r\n"
expect("a plain request", head(more=close), [200])
expect("no request", b"", [], half_close=True)
expect("garbage", b"\x00\x01\x02\xff\xfe nonsense\r\n\r\n", [400])
expect("another protocol", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", [400], half_close=True)
expect("another version", head(version="HTTP/2.0"), [400])
expect("no host", head(host_line=""), [400])
expect("two hosts", head(more="Host: localhost\r\n"), [400])
expect("somebody else's host", head(host_line="Host: bank.example\r\n"), [403])
expect("a page of another site", head("/api/v1/tenants/demo/verifications", "Origin: http://bank.example\r\nContent-Length: 0\r\n", "POST"), [403])
expect("a long address", head("/" + "a" * 9000), [414])
expect("a long header", head(more="X-Long: " + "a" * 20000 + "\r\n"), [431])
expect("many headers", head(more="".join(f"X-{i}: 1\r\n" for i in range(5000))), [431])
expect("a header without an end", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 300000, [431])
expect("a large body", head("/healthz", "Content-Length: 100000000\r\n", "POST"), [413])
expect("a large body in chunks", head("/healthz", "Transfer-Encoding: chunked\r\n", "POST") + b"10000\r\n" + b"a" * 65536 + b"\r\n10000\r\n" + b"a" * 65536 + b"\r\n", [413])
expect("a length that is none", head(more="Content-Length: x\r\n", method="POST"), [400])
expect("two lengths", head(more="Content-Length: 3\r\nContent-Length: 4\r\n", method="POST") + b"abcd", [400])
expect("a length and chunks", head(more="Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", method="POST") + b"0\r\n\r\n", [400])
for coding in ["xchunked", "chunked, identity", "gzip, chunked", "identity"]:
    smuggled = head("/healthz", f"Transfer-Encoding: {coding}\r\n") + head("/healthz", close)
    expect(f"a body in the coding {coding}, and what it hides", smuggled, [400])
expect("chunks of an old client", head(more="Transfer-Encoding: chunked\r\n", version="HTTP/1.0") + b"0\r\n\r\n", [400])
expect("an address at another host", head("http://bank.example/healthz"), [400])
expect("an address at this host", head("http://localhost/healthz", close), [200])
expect("a host with a name for a port", head(host_line="Host: localhost:80@bank.example\r\n"), [403])
expect("a chunk that is none", head(more="Transfer-Encoding: chunked\r\n", method="POST") + b"zz\r\n", [400])
expect("an expectation", head(more="Expect: miracles\r\nContent-Length: 1\r\n", method="POST"), [400])
expect("bad percent signs", head("/api/v1/tenants/%zz"), [400])
expect("a zero byte", head("/api/v1/tenants/a%00b"), [400])
expect("no UTF-8", head("/api/v1/tenants/%ff%fe"), [400])
expect("up and up", head("/assets/%2e%2e/%2e%2e/etc/passwd"), [400])
expect("no slash", head("healthz"), [400])
expect("a line feed in a header", b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: a\nb\r\n\r\n", [400])
expect("spaces before the colon", b"GET /healthz HTTP/1.1\r\nHost : localhost\r\n\r\n", [400])
expect("three at once, in order", hello + head("/nope.js") + head(more=close), [200, 404, 200])
expect("one at once and nonsense", hello + b"\x00nonsense\r\n\r\n", [200, 400])
expect("a hundred at once", hello * 99 + head(more=close), [200] * 100)
expect("half-closed after a request", head(), [200], half_close=True)
expect("half-closed within a header", b"GET /healthz HT", [], half_close=True)
expect("half-closed within a body", head(more="Content-Length: 10\r\n", method="POST") + b"abc", [], half_close=True)
expect("an old client", b"GET /healthz HTTP/1.0\r\n\r\n", [200])
others_are_answered("malformed requests")

# Slow ones: a byte now and then keeps nobody's place.
slow = [connect() for _ in range(50)]
began = time.monotonic()
for client in slow:
    client.sendall(b"GET /healthz HTTP/1.1\r\nHo")
others_are_answered("the beginning of a slow loris")
while time.monotonic() - began < 3:
    time.sleep(0.3)
    for client in slow:
        try:
            client.send(b"s")
        except OSError:
            pass
said = [statuses(everything(client)) for client in slow]
say("slow headers are told 408 and closed", None if all(each in ([408], []) for each in said) and [408] in said else said[:5])
body = connect()
body.sendall(head(more="Content-Length: 100\r\n", method="POST") + b"a")
say("a slow body is told 408", None if statuses(everything(body)) == [408] else "it is not")
idle = connect()
idle.sendall(hello)
began = time.monotonic()
said = everything(idle)
say("an idle connection is closed", None if statuses(said) == [200] and 2 < time.monotonic() - began < 8 else said[:100])
deaf = [connect() for _ in range(20)]
for client in deaf:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    try:
        client.settimeout(0.2)
        client.sendall(head("/api/v1/openapi.json") * 200)
    except OSError:
        pass
others_are_answered("clients that do not read")
for client in deaf:
    client.close()

# Bytes by chance, cut and changed.
chance = random.Random(7)
for _ in range(300):
    bytes_sent = bytearray(chance.choice([hello, head("/api/v1/tenants?x=%20"), head(more="Content-Length: 5\r\n", method="POST") + b"12345"]) * chance.randint(1, 3))
    for _ in range(chance.randint(1, 6)):
        bytes_sent[chance.randrange(len(bytes_sent))] = chance.randrange(256)
    client = connect()
    try:
        client.sendall(bytes_sent[: chance.randrange(1, len(bytes_sent) + 1)])
    except OSError:
        pass
    client.close()
others_are_answered("bytes by chance")

# More connections than there is room for: 9000, or what the limit of open files leaves.
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, many + 200), hard))
crowd = []
for _ in range(min(many, hard - 200)):
    try:
        crowd.append(connect())
    except OSError as refusal:
        say("a crowd is let in", f"{len(crowd)}: {refusal}")
        break
say(f"{len(crowd)} connections")
others_are_answered(f"{len(crowd)} connections")
if len(crowd) > 9000:
    client = connect()
    client.sendall(head("/metrics", close))
    evicted = re.search(rb"^vouch_http_connections_evicted_total(?:\{[^}]*\})? (\d+)", everything(client), re.MULTILINE)
    say("those idle longest went", None if evicted and int(evicted[1]) > 0 else evicted)
for client in crowd:
    client.close()
others_are_answered("a crowd that left")
sys.exit(1 if failures else 0)
