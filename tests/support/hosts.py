"""Web servers as docs/hosting.md sets them up: its own lines, with folders, ports and a certificate of this machine."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from support.asking import PATIENCE_S, Ask
from support.repository import ROOT

DOMAIN: Final = "meditation.example.org"
_DOCS: Final = ROOT / "docs"
_HOSTING: Final = "hosting.md"
_SERVING: Final = "serving.md"
_BEHIND: Final = "127.0.0.1:8000"
"""Where `audiogen serve` listens, in the lines for what stands in front of it."""
_FOLDER: Final = "/var/www/meditation"
_MODULES: Final = Path("/usr/lib/apache2/modules")
_OF_APACHE: Final = (
    *("mpm_event", "authz_core", "dir", "mime", "ssl", "socache_shmcb", "deflate", "filter"),
    *("headers", "rewrite", "alias", "setenvif"),
)
"""The modules that web space has."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a server is given on this machine."""

    folder: Path
    """With `dist/` in it, `cert.pem` and `key.pem`; every user may read it."""
    http: int
    https: int

    @property
    def dist(self) -> Path:
        """What is served."""
        return self.folder / "dist"


ANY_REPOSITORY: Final = "git@github.com:NAME/REPOSITORY.git"
PROGRAMS: Final[Mapping[str, str]] = {"nginx": "nginx", "caddy": "caddy", "apache": "apache2"}
"""The program behind each language of a snippet."""


def snippet(language: str, number: int = 0, page: str = _HOSTING) -> str:
    """One of the snippets of a language, as a page of the documentation has it."""
    text = (_DOCS / page).read_text(encoding="utf-8")
    return str(re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[number])


def units() -> list[str]:
    """The units for systemd, as the page has them."""
    return [snippet("ini", number, _SERVING) for number in (0, 1)]


def make_certificate(folder: Path) -> None:
    """Write a certificate of the domain that nobody else trusts, and its key."""
    files = ("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem"))
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    names = ("-subj", f"/CN={DOMAIN}", "-addext", f"subjectAltName=DNS:{DOMAIN}")
    _run("openssl", "req", "-x509", *kind, *names, *files)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def hosted(language: str, place: Place) -> Iterator[None]:
    """Serve a folder with the server that a snippet is for; each of them listens when its first process ends."""
    with _running(language, place, snippet(language)):
        yield


@contextlib.contextmanager
def in_front(language: str, place: Place, port: int, path: str = "") -> Iterator[None]:
    """A server in front of `audiogen serve`, which listens at a port; below a path, as the page says."""
    text = snippet(language, 0, _SERVING)
    assert _BEHIND in text
    if path:
        text = text.replace(f"reverse_proxy {_BEHIND}", f"reverse_proxy {path}* {_BEHIND}")
        text = text.replace("location / {", f"location {path}/ {{")
    with _running(language, place, text.replace(_BEHIND, f"127.0.0.1:{port}")):
        yield


@contextlib.contextmanager
def _running(language: str, place: Place, text: str) -> Iterator[None]:
    # Caddy takes its file away when it ends, which may be once the next one has begun
    pids = place.folder / f"{language}-{place.https}.pid"
    _START[language](place, pids, text)
    try:
        yield
    finally:
        os.kill(int(pids.read_text()), signal.SIGTERM)


@contextlib.contextmanager
def asking(place: Place) -> Iterator[Ask]:
    """A connection to the server of the domain, with its certificate trusted."""
    connection = _ToDomain(place)
    yield Ask(connection)
    connection.close()


class _ToDomain(http.client.HTTPSConnection):
    """As if the domain led to this machine."""

    def __init__(self, place: Place) -> None:
        super().__init__(DOMAIN, place.https, timeout=PATIENCE_S)
        self._trusting = ssl.create_default_context(cafile=place.folder / "cert.pem")

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)
        self.sock = self._trusting.wrap_socket(plain, server_hostname=DOMAIN)


def _nginx(place: Place, pids: Path, text: str) -> None:
    text = _moved(text, place)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{place.http};")
    text = text.replace("listen 443 ", f"listen 127.0.0.1:{place.https} ")
    # workers of root would be those of a user who may not look into folders of tests
    user = "user root;" if os.geteuid() == 0 else ""
    file = place.folder / "nginx.conf"
    kept = "".join(
        f"{each}_temp_path {place.folder}/{each};\n" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file.write_text(f"{user}\npid {pids};\nevents {{ }}\nhttp {{\naccess_log off;\n{kept}{text}}}\n")
    _run("nginx", "-p", str(place.folder), "-e", str(place.folder / "nginx.log"), "-c", str(file))


def _caddy(place: Place, pids: Path, text: str) -> None:
    ports = (
        f"admin off\nhttp_port {place.http}\nhttps_port {place.https}\nauto_https disable_certs\ndefault_bind 127.0.0.1"
    )
    certificate = f"{DOMAIN} {{\n\ttls {place.folder}/cert.pem {place.folder}/key.pem\n"
    file = place.folder / "Caddyfile"
    file.write_text(f"{{\n{ports}\n}}\n" + _moved(text, place).replace(f"{DOMAIN} {{\n", certificate, 1))
    _run(
        "caddy",
        "start",
        "--config",
        str(file),
        "--pidfile",
        str(pids),
        XDG_DATA_HOME=str(place.folder),
        XDG_CONFIG_HOME=str(place.folder),
    )


def _apache(place: Place, pids: Path, text: str) -> None:
    (place.dist / ".htaccess").write_text(text)
    modules = "".join(f"LoadModule {each}_module {_MODULES}/mod_{each}.so\n" for each in _OF_APACHE)
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    file = place.folder / "apache.conf"
    file.write_text(f"""{modules}{user}
ServerName {DOMAIN}
PidFile {pids}
ErrorLog {place.folder}/apache.log
Mutex file:{place.folder}
TypesConfig /etc/mime.types
Listen 127.0.0.1:{place.http}
Listen 127.0.0.1:{place.https}
DocumentRoot {place.dist}
<Directory {place.dist}>
  AllowOverride All
</Directory>
<VirtualHost 127.0.0.1:{place.https}>
  SSLEngine on
  SSLCertificateFile {place.folder}/cert.pem
  SSLCertificateKeyFile {place.folder}/key.pem
</VirtualHost>
""")
    _run("apache2", "-f", str(file), "-k", "start")


_START: Final = {"nginx": _nginx, "caddy": _caddy, "apache": _apache}


def _moved(text: str, place: Place) -> str:
    names = {"fullchain.pem": "cert.pem", "privkey.pem": "key.pem"}
    for name, ours in names.items():
        text = text.replace(f"/etc/letsencrypt/live/{DOMAIN}/{name}", str(place.folder / ours))
    return text.replace(_FOLDER, str(place.dist))


def _run(*command: str, **environment: str) -> None:
    program = shutil.which(command[0])
    assert program
    # a pipe would stay open in the server that a command leaves behind
    with tempfile.TemporaryFile("w+") as told:
        whole = [program, *command[1:]]
        done = subprocess.run(whole, check=False, stdout=told, stderr=told, env={**os.environ, **environment})
        told.seek(0)
        assert done.returncode == 0, told.read()
