"""Other machines that do the work: a `dask.distributed` scheduler, reached in a way that is safe.

Whoever reaches a scheduler can have it run any code under the instructor's account, and reads what
is sent: answers and keys. Without TLS it asks nobody who they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from ipaddress import ip_address

from imuran_edu.grading.nbgrader.course import GradingError


@contextmanager
def connect(address: str | None, allow_open: bool = False) -> Iterator[Executor | None]:
    """Give an executor of a scheduler's workers, or None if no address is given.

    Args:
        address: the scheduler's, such as `tls://grading-1:8786`.
        allow_open: take also a scheduler or worker that other machines reach without TLS.

    Raises:
        GradingError: distributed is not installed, no scheduler answers, or the scheduler or one of
            its workers is open; in one line.
    """
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise GradingError(
            "--cluster: needs distributed; pip install 'imuran-edu[cluster]'"
        ) from None
    if not allow_open:
        _refuse_open(address, [address])
    try:
        client = Client(address)
    except TypeError:
        raise GradingError(
            f"--cluster {address}: dask knows no certificates; name them in its configuration "
            "(course/README.md)"
        ) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise GradingError(
            f"--cluster {address}: no scheduler answers ({error}); start one: dask scheduler "
            "(course/README.md)"
        ) from None
    with client, client.get_executor() as executor:
        if not allow_open:
            # what they call themselves: one that listens everywhere can be reached by 127.0.0.1 too
            _refuse_open(address, [client.scheduler_info()["address"], *client.nthreads()])
        yield executor


def _refuse_open(cluster: str, addresses: Iterable[str]) -> None:
    for address in addresses:
        if is_open(address):
            raise GradingError(
                f"--cluster {cluster}: other machines reach {address} without TLS, so they could "
                "run code as you; use tls:// or 127.0.0.1 with tunnels (course/README.md), or add "
                "--open-cluster"
            )


def is_open(address: str) -> bool:
    """Whether other machines may reach a scheduler or worker at this address without TLS.

    A name other than `localhost` counts as open: what it stands for can change.
    """
    from distributed.comm.addressing import parse_address, parse_host_port

    try:
        scheme, location = parse_address(address)
        host = parse_host_port(location, 0)[0]
    except ValueError:
        return True
    if scheme == "tls" or host == "localhost":
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True
