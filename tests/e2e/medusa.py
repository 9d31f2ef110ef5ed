"""A real Medusa v2: install it from npm once, migrate a database, serve it, stop it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from migrator.embedded import HOST, free_port
from migrator.errors import MigrationError

RECIPES = Path(__file__).parent / "medusa"
ENVIRONMENT = {"NODE_ENV": "production", "MEDUSA_DISABLE_TELEMETRY": "1", "NODE_NO_WARNINGS": "1"}
BOOT_SECONDS = 120


def cache_dir() -> Path:
    """Where installed Medusas and logs are kept: outside the repository, because npm looks upwards."""
    default = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "medusa-migration"
    return Path(os.environ.get("MEDUSA_E2E_CACHE") or default)


@dataclass(frozen=True)
class Medusa:
    """An installed Medusa of one version, used on one database; the loyalty plugin is there when asked for."""

    home: Path
    database_url: str
    log: Path
    admin: bool = False  # serve the dashboard
    with_loyalty: bool = False

    def migrate(self) -> None:
        """Make Medusa's own tables: `medusa db:migrate`."""
        self._cli("db:migrate")

    def create_admin(self, email: str, password: str) -> None:
        """Make an admin user: `medusa user`. This boots Medusa, so its first rows are made as well."""
        self._cli("user", "-e", email, "-p", password)

    def build_admin(self) -> None:
        """Build the dashboard, once, to where `medusa start` serves it from."""
        served_from = self.home / "public/admin"
        if served_from.exists():
            return
        # The build wants to see TypeScript, in a project without any.
        settings = {"compilerOptions": {"allowJs": True}, "files": ["medusa-config.js"]}
        (self.home / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
        self._cli("build", "--admin-only")
        served_from.parent.mkdir(exist_ok=True)
        (self.home / ".medusa/admin").rename(served_from)

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve on a free port, wait until healthy, yield the base URL, stop."""
        port = free_port()
        url = f"http://{HOST}:{port}"
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [self._executable, "start", "-H", HOST, "-p", str(port)],
                cwd=self.home,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                self._wait(process, url)
                yield url
            finally:
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    def _wait(self, process: subprocess.Popen[bytes], url: str) -> None:
        deadline = time.monotonic() + BOOT_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            try:
                with urllib.request.urlopen(f"{url}/health", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
        raise self._failure("Medusa v2 did not come up")

    def _cli(self, *arguments: str) -> None:
        with self.log.open("ab") as log:
            done = subprocess.run(
                [self._executable, *arguments],
                cwd=self.home,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
                timeout=300,
            )
        if done.returncode:
            raise self._failure(f"`medusa {arguments[0]}` failed")

    def _failure(self, what: str) -> MigrationError:
        tail = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        return MigrationError("\n".join([f"{what}; the end of its log:", *tail]), f"read {self.log}.")

    @property
    def _executable(self) -> str:
        return str(self.home / "node_modules/.bin" / ("medusa.cmd" if os.name == "nt" else "medusa"))

    @property
    def _environment(self) -> dict[str, str]:
        asked = {"MEDUSA_E2E_ADMIN": self.admin, "MEDUSA_E2E_LOYALTY": self.with_loyalty}
        switches = {name: str(value).lower() for name, value in asked.items()}
        return os.environ | ENVIRONMENT | switches | {"DATABASE_URL": self.database_url}


def install(version: str) -> Path:
    """The folder of an installed Medusa v2; `npm ci` from the pinned lock on first use (about a minute)."""
    recipe = RECIPES / version
    lock = recipe / "package-lock.json"
    if not lock.is_file():
        known = ", ".join(sorted(path.parent.name for path in RECIPES.glob("*/package-lock.json")))
        raise MigrationError(
            f"there is no package-lock for Medusa {version} in {RECIPES.name}/.",
            f"choose one of {known}, or add a folder like them.",
        )
    # Without dots: MikroORM of older versions takes a folder with one for a file.
    home = cache_dir() / f"medusa-{version}-{sha256(lock.read_bytes()).hexdigest()[:8]}".replace(".", "_")
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(RECIPES / "medusa-config.js", home)
    if not (home / "installed").exists():
        for name in ("package.json", "package-lock.json"):
            shutil.copy(recipe / name, home)
        done = subprocess.run(
            [
                program("npm"),
                "ci",
                # The loyalty plugin asks for the Medusa released beside it, one patch version older.
                *(["--legacy-peer-deps"] if has_loyalty(recipe) else []),
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ],
            cwd=home,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise MigrationError(
                f"npm could not install Medusa {version}:\n{done.stderr.strip()}",
                "check that the npm registry can be reached.",
            )
        (home / "installed").touch()
    return home


def has_loyalty(recipe: Path) -> bool:
    """Whether the loyalty plugin is among what a version's package.json installs."""
    return "loyalty" in (recipe / "package.json").read_text(encoding="utf-8")


def program(name: str) -> str:
    """Where node or npm is."""
    if found := shutil.which(name):
        return found
    raise MigrationError(f"{name} was not found.", "install Node 20 or newer.")


def node(name: str, script: Path, job: dict[str, Any], seconds: int, remedy: str) -> dict[str, Any]:
    """Hand a job to a script of ours and read its answer, both JSON; `name` and `remedy` are for its failure."""
    done = subprocess.run(
        [program("node"), str(script)],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds,
    )
    if done.returncode:
        raise MigrationError(f"{name} failed:\n{done.stderr[-2000:]}", remedy)
    return dict(json.loads(done.stdout))
