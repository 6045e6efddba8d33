"""
Posting to another system, which may be slow, hostile or gone.

The address is looked up once, judged, and connected to: a name that leads to a
private address, now or a moment later, reaches nothing inside. Redirects are answers
like any other; nothing of the answer is read but its status.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings

#: for connecting, and for each silence of the other side
TIMEOUT_SECONDS = 10


class PrivateAddress(Exception):
    """The name leads to an address that is not on the open Internet."""


def post(url: str, *, body: bytes, headers: Mapping[str, str]) -> int:
    """
    Post the body and return the status of the answer.

    :raises PrivateAddress: if the address is private and the settings do not allow it
    :raises OSError: if nobody answers, or not by HTTPS with a valid certificate
    :raises http.client.HTTPException: if the answer is not HTTP
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https":
        connection: http.client.HTTPConnection = _HTTPS(host, parts.port or 443)
    else:
        connection = _HTTP(host, parts.port or 80)
    target = parts.path or "/"
    if parts.query:
        target += f"?{parts.query}"
    try:
        connection.request("POST", target, body=body, headers=dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


class _HTTP(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = socket.create_connection(
            judged(self.host, self.port), TIMEOUT_SECONDS
        )


class _HTTPS(_HTTP):
    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def judged(host: str, port: int) -> tuple[str, int]:
    """
    Return the address that the name leads to.

    :raises PrivateAddress: if any address of the name is private
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not settings.WEBHOOK_PRIVATE_ADDRESSES and not all(map(_is_public, addresses)):
        raise PrivateAddress
    return addresses[0], port


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or found
    return found.is_global and not found.is_multicast
