"""Medusa v2 over HTTP: admin, shopper with a publishable key, logged-in shopper. Standard library only."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

TIMEOUT = 60
PAGE = 100


class ApiError(Exception):
    """An answer other than 2xx."""

    def __init__(self, method: str, path: str, status: int, body: str) -> None:
        super().__init__(f"{method} {path} -> {status}: {body[:300]}")
        self.status = status
        self.body = body


@dataclass(frozen=True)
class Client:
    """Who asks: base URL, bearer token, publishable key."""

    base: str
    token: str | None = None
    key: str | None = None

    def get(self, path: str, **query: Any) -> Any:
        """GET; a list in the query is sent as `name[]=…`."""
        pairs = [
            (f"{name}[]" if isinstance(value, list) else name, str(item))
            for name, value in query.items()
            for item in (value if isinstance(value, list) else [value])
        ]
        return self._send("GET", f"{path}?{urllib.parse.urlencode(pairs)}" if pairs else path)

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """POST a JSON object."""
        return self._send("POST", path, body or {})

    def delete(self, path: str) -> Any:
        """DELETE."""
        return self._send("DELETE", path)

    def offers(self, path: str) -> bool:
        """Is there an endpoint to POST to? What Express says of none is not what Medusa says of a row it cannot find."""
        try:
            self.post(path)
        except ApiError as error:
            return "Cannot POST" not in error.body
        return True

    def pages(self, path: str, name: str, **query: Any) -> Iterator[Any]:
        """Every row of a list endpoint, page by page."""
        offset = 0
        while True:
            page = self.get(path, limit=PAGE, offset=offset, **query)
            yield from page[name]
            offset += PAGE
            if offset >= page["count"]:
                return

    def login(self, actor: str, email: str, password: str) -> Client:
        """The same client as a `user` (admin) or `customer`."""
        answer = replace(self, token=None).post(f"/auth/{actor}/emailpass", {"email": email, "password": password})
        return replace(self, token=answer["token"])

    def with_key(self, key: str) -> Client:
        """The same client with another publishable key."""
        return replace(self, key=key)

    def _send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if self.key:
            headers["x-publishable-api-key"] = self.key
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise ApiError(method, path.split("?")[0], error.code, error.read().decode(errors="replace")) from None
        except OSError as error:
            raise ApiError(method, path.split("?")[0], 0, str(error)) from None
