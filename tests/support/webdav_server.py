"""wsgidav in a process of its own, as it leaves files open where a connection is cut.

Its port is the first line that it writes; it ends when nothing can be read any more.
"""

from __future__ import annotations

import json
import sys
import threading

from cheroot.wsgi import Server
from wsgidav.wsgidav_app import WsgiDAVApp


def main() -> None:
    """Serve as the first argument says."""
    server = Server(("127.0.0.1", 0), WsgiDAVApp(json.loads(sys.argv[1])), numthreads=6)
    server.prepare()
    threading.Thread(target=server.serve, daemon=True).start()
    sys.stdout.write(f"{server.bind_addr[1]}\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()
