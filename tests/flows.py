"""A repository under GitFlow with something of everything, on fixed days."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

NOW = datetime(2026, 1, 20, 12, tzinfo=UTC)
TEAM = """\
users:
  ada: {name: Ada, handle: ada}
  grace: {name: Grace, handle: grace}
  alan: {name: Alan, handle: alan}
areas:
  everything: {title: Everything, paths: ["*"], accountable: ada, deputy: grace}
"""


class Repository:
    """A work tree whose commits are made by somebody, some time before `NOW`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *words: str, by: str = "Ada", **ago: float) -> str:
        """Run git as somebody at a moment."""
        at = f"{(NOW - timedelta(**ago)).timestamp():.0f} +0000"
        person = {"NAME": by, "EMAIL": f"{by.lower()}@example.com", "DATE": at}
        variables = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}
        environment = {**os.environ, **variables}
        done = subprocess.run(
            ["git", *words], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def change(self, subject: str, path: str, text: str = "x = 1\n", by: str = "Ada", **ago: float) -> str:
        """Commit a file; give the commit."""
        (self.folder / path).write_text(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", subject, by=by, **ago)
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str, base: str, by: str = "Ada", commits: int = 1, **ago: float) -> str:
        """Begin a branch with commits of somebody; give its head."""
        self.git("switch", "--quiet", "--create", name, base)
        path = f"{name.replace('/', '-')}.py"
        heads = [self.change(f"Work on {name}", path, f"x = {number}\n", by, **ago) for number in range(commits)]
        return heads[-1]

    def merge(self, name: str, into: str, by: str = "Ada", **ago: float) -> str:
        """Merge a branch by a merge commit."""
        self.git("switch", "--quiet", into)
        self.git("merge", "--quiet", "--no-ff", "--no-edit", name, by=by, **ago)
        return self.git("rev-parse", "HEAD")


def an_empty(folder: Path) -> Repository:
    """A repository without a commit."""
    folder.mkdir()
    shop = Repository(folder)
    shop.git("init", "--quiet", "--initial-branch", "main")
    return shop


def a_flow(folder: Path) -> Repository:
    """Version 1.4.2 with a fix that nobody brought back, release 1.5.0, and branches in every state."""
    shop = an_empty(folder)
    (shop.folder / "team.yml").write_text(TEAM)
    shop.change("Start", "shop.py", "def home():\n    loop()\n", days=60)
    shop.git("tag", "v1.4.1")
    shop.git("switch", "--quiet", "--create", "develop")
    shop.branch("feature/SHOP-1-basket", "develop", "Alan", days=20)
    shop.merge("feature/SHOP-1-basket", "develop", days=15)
    shop.change("fix(shop): round prices (#7)", "prices.py", by="Grace", days=14)
    shop.git("switch", "--quiet", "main")
    shop.change("Stop the loop", "shop.py", "def home():\n    stop()\n", "Grace", days=12)
    shop.git("tag", "--annotate", "v1.4.2", "--message", "Version 1.4.2", days=12)
    shop.git("tag", "nightly")
    shop.branch("release/1.5.0", "develop", "Grace", days=2)
    shop.git("switch", "--quiet", "develop")
    shop.change("feat!: pay by card (#9)", "cards.py", by="Alan", days=1)
    shop.branch("feature/SHOP-12-prices-in-cents-everywhere-in-the-shop", "develop", "Grace", 3, hours=2)
    shop.branch("bugfix/broken-basket", "develop", "Alan", days=3)
    shop.branch("feature/SHOP-13-stock", "develop~1", "Alan", 2, days=5)
    shop.branch("feature/SHOP-14-search", "develop", hours=5)
    shop.branch("feature/SHOP-3-forgotten", "main~1", "Alan", days=50)
    shop.branch("dependabot/pip/django-6.2", "develop", "dependabot[bot]", days=4)
    shop.git("switch", "--quiet", "feature/SHOP-14-search")
    return shop
