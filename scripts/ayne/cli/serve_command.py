"""The command `ayne serve`: the forecasts over HTTP, for programs and for people."""

import os
import socket
from pathlib import Path
from typing import Annotated

import typer

from ayne.cli.options import Directory
from ayne.core.garbage import keeping_garbage
from ayne.core.logging import configure_logging, errors_to_exit, get_logger

logger = get_logger("serve")


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on")] = 8000,
    host: Annotated[
        str, typer.Option(help="Address to listen on; any but a loopback address needs AYNE_API_TOKEN")
    ] = "127.0.0.1",
    rate: Annotated[float, typer.Option(min=0, help="Requests per second and client; 0: no limit")] = 200.0,
    directory: Directory = Path(),
) -> None:
    """Serve forecasts over HTTP: a page at /, a REST interface under /api/v1, described at /openapi.json."""
    # One request is one thread's work; threads of the libraries' own would only wait for each other.
    for variable in ("POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    with keeping_garbage():
        from ayne.core.errors import ConfigError
        from ayne.serve.access import TOKEN_VARIABLE, Access, is_loopback
        from ayne.serve.guard import ServerLimits
        from ayne.serve.server_app import create_app, server_on
        from ayne.serve.study_state import StudyState

    configure_logging("INFO")
    token = os.environ.get(TOKEN_VARIABLE) or None
    with errors_to_exit(logger, directory):
        if token is None and not is_loopback(host):
            raise ConfigError(f"{TOKEN_VARIABLE} is not set: without a token, --host {host} would let anybody in")
        listening = _listen(host, port)
        with keeping_garbage():
            state = StudyState(directory)
        server = server_on(create_app(state, Access(token), ServerLimits(requests_per_second=rate or None)))
        logger.info("http://%s:%d answers with %s, as of %s", host, port, state.served.model, state.served.snapshot)
        server.run([listening])


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything is read."""
    from ayne.core.errors import ConfigError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        # Python adds the address to the system's own words.
        why = os.strerror(error.errno) if error.errno else str(error)
        raise ConfigError(f"cannot listen on {host}:{port} ({why}); --port chooses another port") from None
