"""A cluster that anyone on the network could use is refused, before anything is sent to it."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from imuran_edu.cli.app import app
from imuran_edu.grading.class_run import cluster
from imuran_edu.grading.class_run.cluster import connect, is_open
from imuran_edu.grading.nbgrader.course import GradingError

distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
ELSEWHERE = "tcp://192.0.2.1:8786"  # a documentation address, of no machine


@pytest.mark.parametrize(
    "address",
    [
        "tls://grading-1:8786",
        "tls://192.0.2.1:8786",
        "tcp://127.0.0.1:8786",
        "127.0.0.1:8786",
        "tcp://127.8.8.8:8786",
        "tcp://localhost:8786",
        "tcp://[::1]:8786",
    ],
)
def test_tls_and_this_machine_alone_are_no_open_addresses(address):
    assert not is_open(address)


@pytest.mark.parametrize(
    "address",
    [
        ELSEWHERE,
        "192.0.2.1:8786",
        "tcp://0.0.0.0:8786",
        "tcp://[::]:8786",
        "tcp://grading-1:8786",
        "tcp://localhost.example:8786",
        "tcp://127.0.0.1.example:8786",
        "tcp://127.0.0.1@example:8786",
        "ws://192.0.2.1:8786",
        "tcp://127.0.0.1:port",
        "::1:8786",
        "",
    ],
)
def test_all_else_is_open(address):
    assert is_open(address)


@pytest.mark.parametrize("command", ["autograde", "feedback"])
def test_the_commands_refuse_in_one_line_unless_told_otherwise(command, tmp_path, monkeypatch):
    def run(*options: str) -> str:
        arguments = [command, "demo", "--course", str(tmp_path), *options]
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 1
        return result.stderr

    refusal = run("--cluster", ELSEWHERE)
    assert refusal.startswith(
        f"--cluster {ELSEWHERE}: other machines reach {ELSEWHERE} without TLS"
    )
    assert "--open-cluster" in refusal
    assert refusal.count("\n") == 1
    # an address where nobody answers, so that nothing leaves this machine
    monkeypatch.setattr(cluster, "is_open", lambda address: True)
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "200ms"}):
        told = run("--cluster", "tcp://127.0.0.1:1", "--open-cluster")
    assert "no scheduler answers" in told


@pytest.mark.slow
def test_a_worker_that_others_reach_is_refused_though_the_scheduler_is_not_open():
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        dashboard_address=None,
        contact_address=ELSEWHERE,
    ) as local:
        address = local.scheduler_address
        with pytest.raises(GradingError, match=f"{ELSEWHERE} without TLS"), connect(address):
            pass
        with connect(address, allow_open=True) as executor:
            assert executor is not None


@pytest.mark.slow
def test_work_goes_through_tls_with_the_certificates_of_dasks_configuration():
    import dask

    pytest.importorskip("cryptography", reason="dask makes temporary certificates with it")
    security = distributed.Security.temporary()
    certificates = {
        "distributed.comm.tls.ca-file": security.tls_ca_file,
        "distributed.comm.tls.client.cert": security.tls_client_cert,
        "distributed.comm.tls.client.key": security.tls_client_key,
    }
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tls://",
        security=security,
        dashboard_address=None,
    ) as local:
        address = local.scheduler_address
        assert address.startswith("tls://")
        with pytest.raises(GradingError, match="dask knows no certificates"), connect(address):
            pass
        with dask.config.set(certificates), connect(address) as executor:
            assert executor is not None
            assert list(executor.map(len, ["a", "bc"])) == [1, 2]
