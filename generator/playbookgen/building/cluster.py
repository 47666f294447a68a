"""The workers of a Dask cluster, the optional extra ``playbookgen[dask]``. The only file that knows Dask.

A worker that is lost is Dask's business: it gives the edition to another one.
"""

from __future__ import annotations

import asyncio
import logging
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from playbookgen.building.elsewhere import LOOK, SAME, Elsewhere, difference
from playbookgen.building.unit import common_to_all
from playbookgen.building.workers import Limits, Outcome, Task
from playbookgen.model.failure import ExecutorUnusable, Failure, LimitReached, Usage

if TYPE_CHECKING:
    from distributed import Client

#: How an address begins → how Dask calls that.
_SCHEMES: Final = {"dask": "tcp", "tls": "tls"}
#: For each thread of the cluster an edition is being built, and the next one waits there already.
_AHEAD: Final = 2
_CERTIFICATES: Final = "name the certificates in Dask's own configuration (distributed.comm.tls), on all machines; or the scheduler has none: dask://"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait: for the scheduler; for a first or another worker; for their versions; for anything to come back beyond an edition's time."""

    scheduler: float = 15.0
    worker: float = 60.0
    answer: float = 15.0
    news: float = 900.0


@dataclass
class Cluster:
    """The workers of one scheduler.

    Args:
        address: ``dask://HOST:PORT`` or ``tls://HOST:PORT``.
        made_with: a module's function; says the versions of everything that can change a byte.
        patience: how long to wait for what.
    """

    address: str
    made_with: Callable[[], Mapping[str, str]]
    patience: Patience = field(default_factory=Patience)

    def run_all(self, tasks: Sequence[Task], jobs: int, limits: Limits | None = None) -> Iterator[Outcome]:
        """As `workers.run_all`, on the workers of the cluster.

        Args:
            tasks: their names must differ; the last two of their arguments are folders, of which the second gets what was built.
            jobs: how many are on their way at the same time; 0 for as many as the cluster can take.
            limits: what one of them may take.

        Raises:
            Usage: Dask is not installed.
            ExecutorUnusable: there is no scheduler, no worker, or one that would not make the same bytes; nothing was begun.
        """
        if not tasks:
            return
        bounds = limits or Limits()
        with self._connected() as client:
            seen = self._first_worker(client)
            self._require_the_same(client)
            watch = _Watch(client, self.patience, bounds.seconds, seen)
            executor = client.get_executor(pure=False)
            try:
                with _no_warnings():
                    shared = _resubmittable(client)
                    room = (lambda: jobs) if jobs else watch.room
                yield from Elsewhere(executor, self.made_with, shared, room, watch.trouble, _misfortune, _is_doubtful).run_all(tasks, bounds)
            finally:
                with suppress(Exception):  # nobody listens any more, or the scheduler is gone
                    executor.shutdown(wait=False)

    @contextmanager
    def _connected(self) -> Iterator[Client]:
        require()
        from distributed import Client

        # What Dask has to say it says by exceptions too.
        log = logging.getLogger("distributed")
        log.handlers, log.propagate = [logging.NullHandler()], False
        address, seconds = _for_dask(self.address), self.patience.scheduler
        try:
            # A client that meets something else than a scheduler would wait for a long time, and once more at the end of the program.
            kind = asyncio.run(asyncio.wait_for(_asked_what_it_is(address), seconds))
            if kind != "Scheduler":
                raise ExecutorUnusable(f"at {self.address} is no Dask scheduler but a {kind}", "give the address that the scheduler prints")
            with _no_warnings():
                client = Client(address, timeout=seconds, set_as_default=False, name="playbookgen")
        except TimeoutError as error:
            raise ExecutorUnusable(f"no Dask scheduler has answered at {self.address} for {seconds:g} seconds", LOOK) from error
        except Failure:
            raise
        except Exception as error:  # whatever answers there may be anything
            help_ = _CERTIFICATES if address.startswith("tls:") else LOOK
            raise ExecutorUnusable(f"no Dask scheduler can be reached at {self.address}: {_reason(error)}", help_) from error
        try:
            yield client
        finally:
            with suppress(Exception), _no_warnings():
                client.close(timeout=2)

    def _first_worker(self, client: Client) -> float:
        """When there was one."""
        until = time.monotonic() + self.patience.worker
        while not client.ncores():
            if time.monotonic() > until:
                help_ = "start some where playbookgen[dask] is installed: dask worker ADDRESS"
                raise ExecutorUnusable(f"the scheduler at {self.address} has no workers", help_)
            time.sleep(0.2)
        return time.monotonic()

    def _require_the_same(self, client: Client) -> None:
        """Refuse workers that would not make the same bytes, before anything is begun."""
        ours = dict(self.made_with())
        try:
            told = client.run(self.made_with, on_error="return", callback_timeout=self.patience.answer)
        except TimeoutError:
            return  # one of them hangs, which is Dask's business; each edition asks its worker once more
        except Exception as error:
            raise ExecutorUnusable(f"the workers of {self.address} do not answer: {_reason(error)}", LOOK) from error
        wrong = [f"  {worker}: {_told(ours, said)}" for worker, said in sorted(told.items()) if said != ours]
        if wrong:
            raise ExecutorUnusable("\n".join([f"workers of {self.address} would not build the same bytes", *wrong]), SAME)


@dataclass
class _Watch:
    """Whether there is still somebody to wait for."""

    client: Client
    patience: Patience
    edition: float
    seen: float

    def room(self) -> int:
        """How many editions may be on their way."""
        return _AHEAD * sum(self._cores().values())

    def trouble(self, silence: float) -> str:
        """Why to wait no longer."""
        if self.client.status != "running":
            return "the connection to the scheduler was lost"
        now = time.monotonic()
        if silence == 0 or self._cores():
            self.seen = now
        if now - self.seen > self.patience.worker:
            return f"there has been no worker for {self.patience.worker:g} seconds"
        if silence > self.patience.news + self.edition:
            return f"nothing has come back for {silence:.0f} seconds"
        return ""

    def _cores(self) -> Mapping[str, int]:
        try:
            found: Mapping[str, int] = self.client.ncores()
        except Exception:  # no answer is no worker
            return {}
        return found


def require() -> None:
    """Make sure that there is Dask.

    Raises:
        Usage: it is not installed.
    """
    if find_spec("distributed") is None:
        raise Usage("--executor needs Dask, which is not installed", "install it: python -m pip install 'playbookgen[dask]'")


async def _asked_what_it_is(address: str) -> str:
    """The kind of what answers there."""
    from distributed import rpc
    from distributed.security import Security

    with _no_warnings():
        async with rpc(address, connection_args=Security().get_connection_args("client")) as there:
            identity: Mapping[str, object] = await there.identity()
    return str(identity.get("type"))[:40]


def _resubmittable(client: Client) -> Callable[[bytes], Any]:
    """Hands over what is common as a piece of work of its own: the scheduler has it done again when the worker that knew it is lost."""

    def handed_over(content: bytes) -> Any:
        with _no_warnings():
            return client.submit(common_to_all, content, pure=False)

    return handed_over


def _misfortune(name: str, error: Exception) -> Failure:
    """What became of an edition that Dask could not have built."""
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        help_ = "look at what these workers wrote; their memory may have run out"
        return LimitReached(f"{name} was given up: {error.allowed_failures + 1} workers died while they built it", help_)
    return ExecutorUnusable(f"{name} was not built: {_reason(error)}", LOOK)


def _is_doubtful(error: Exception) -> bool:
    """Whether Dask gave an edition up for the workers that died with it: it waited there, perhaps, while another one killed them."""
    from distributed import KilledWorker

    return isinstance(error, KilledWorker)


def _told(ours: Mapping[str, str], theirs: object) -> str:
    if isinstance(theirs, Mapping):
        return difference(ours, theirs)
    if isinstance(theirs, ModuleNotFoundError | AttributeError):
        return f"playbookgen is not installed there, or in another version ({_reason(theirs)})"
    return _reason(theirs)


def _reason(error: object) -> str:
    """The first line of what is known."""
    said = str(error).strip().splitlines()
    return said[0][:300] if said else type(error).__name__


def _for_dask(address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"{_SCHEMES[scheme]}://{rest}"


@contextmanager
def _no_warnings() -> Iterator[None]:
    """Dask warns of sizes, and of versions of its own that differ a little: neither is for people who build sites."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
