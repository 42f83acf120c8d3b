"""Hands the authority's certificate to phones over plain HTTP, and nothing else."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

PLACE = "/ca.crt"


def hand_out(certificate: Path, host: str, port: int) -> ThreadingHTTPServer:
    """Serves `certificate` at /ca.crt in a thread of its own; the caller shuts the server down."""
    content = certificate.read_bytes()

    class Hand(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != PLACE:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", "application/x-x509-ca-cert")
            self.send_header("Content-Disposition", 'attachment; filename="wangdian-ca.crt"')
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: the terminal belongs to the supervisor."""

    server = ThreadingHTTPServer((host, port), Hand)
    Thread(target=server.serve_forever, name="ca", daemon=True).start()
    return server
