"""Content that tries to make a renderer reach for what is not its own."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SECRET = "salaisuus-4711-ei-kenellekaan"

#: {web} is an address that must see nobody, {file} a file that must stay unread
SNIPPETS = {
    "image": '<img src="{web}/a.png" alt="x">',
    "image of a file": '<img src="{file}" alt="x">',
    "image set": '<img srcset="{web}/a.png 2x" src="{web}/b.png" alt="x">',
    "picture": '<picture><source srcset="{web}/a"><img src="{web}" alt="x"></picture>',
    "sheet": '<link rel="stylesheet" href="{web}/a.css">',
    "sheet from a file": '<link rel="stylesheet" href="{file}">',
    "icon": '<link rel="icon" href="{web}/a.ico">',
    "import": "<style>@import url({web}/a.css);</style>",
    "import of a file": "<style>@import '{file}';</style>",
    "font": "<style>@font-face {{ font-family: a; src: url({web}/a.ttf) }}"
    " p {{ font-family: a }}</style>",
    "font from a file": "<style>@font-face {{ font-family: a; src: url({file}) }}"
    " p {{ font-family: a }}</style>",
    "font by a way up": "<style>@font-face {{ font-family: a;"
    " src: url(font:../../../../etc/passwd) }} p {{ font-family: a }}</style>",
    "colour profile": "<style>@color-profile --a {{ src: url({web}/a.icc) }}"
    " p {{ color: color(--a 0 0 0) }}</style>",
    "background": '<p style="background: url({web}/a.png)">x</p>',
    "border": '<p style="border: 9px solid; border-image: url({web}/a.png) 9">x</p>',
    "list mark": '<ul style="list-style-image: url({web}/a.png)"><li>x</li></ul>',
    "content": "<style>p::before {{ content: url({web}/a.png) }}</style><p>x</p>",
    "content of a file": "<style>p::before {{ content: url({file}) }}</style><p>x</p>",
    "cursor and mask": '<p style="cursor: url({web}/a), auto; mask: url({web}/b)">x</p>',
    "foreign counter": "<style>p::after {{ content: target-text(url({web}#a)) }}</style>"
    "<p>x</p>",
    "running header": "<style>@page {{ @top-left {{ content: url({web}/a.png) }} }}"
    "</style><p>x</p>",
    "attachment": '<link rel="attachment" href="{file}">',
    "attached link": '<a rel="attachment" href="{file}">x</a>',
    "object": '<object data="{web}/a.svg"></object>',
    "embed": '<embed src="{file}">',
    "frame": '<iframe src="{web}/"></iframe>',
    "frame of text": '<iframe srcdoc="<img src={web}/a>"></iframe>',
    "film": '<video poster="{web}/a.png" src="{web}/a.mp4"></video>',
    "sound": '<audio src="{web}/a.ogg" autoplay></audio>',
    "button": '<input type="image" src="{web}/a.png" alt="x">',
    "script": '<script src="{web}/a.js"></script><script>fetch("{web}")</script>',
    "event": "<p onclick=\"fetch('{web}')\">x</p>",
    "refresh": '<meta http-equiv="refresh" content="0; url={web}/">',
    "base": '<base href="{web}/"><img src="a.png" alt="x">',
    "picture in a drawing": "<svg><title>x</title>"
    '<image href="{web}/a.png" width="9" height="9"/></svg>',
    "use in a drawing": '<svg><title>x</title><use href="{web}/a.svg#b"/></svg>',
    "use of a file": '<svg><title>x</title><use href="{file}#b"/></svg>',
    "filter in a drawing": '<svg><title>x</title><filter id="f">'
    '<feImage href="{web}/a"/></filter><rect filter="url(#f)" width="9" height="9"/>'
    "</svg>",
    "sheet in a drawing": "<svg><title>x</title><style>@import url({web}/a);</style>"
    '<rect width="9" height="9"/></svg>',
    "drawing as data": '<img alt="x" src="data:image/svg+xml,<svg'
    " xmlns='http://www.w3.org/2000/svg'><image href='{web}/a.png'/></svg>\">",
    "entity in a drawing": '<img alt="x" src="data:image/svg+xml,'
    "<!DOCTYPE svg [<!ENTITY e SYSTEM '{file}'>]><svg"
    " xmlns='http://www.w3.org/2000/svg'><text>%26e;</text></svg>\">",
    "sheet of an XML page": '<?xml-stylesheet href="{web}/a.css"?><p>x</p>',
    "name and password": '<img src="http://user:word@{host}/a.png" alt="x">',
    "other scheme": '<img src="ftp://{host}/a.png" alt="x">',
    "no scheme": '<img src="//{host}/a.png" alt="x">',
}


def written(snippet: str, *, web: str, secret: Path) -> str:
    """Return the snippet with its addresses."""
    host = web.removeprefix("http://")
    return snippet.format(web=web, host=host, file=secret.as_uri())


@contextmanager
def listening() -> Iterator[tuple[str, list[Any]]]:
    """Yield the address of a server and the list of those who came."""
    visitors: list[Any] = []

    class Visit(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            visitors.append(self.client_address)

    with socketserver.TCPServer(("127.0.0.1", 0), Visit) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", visitors
        finally:
            server.shutdown()
            thread.join()
