import socket

from typer.testing import CliRunner

from ayne.cli import app as commands


def test_a_port_in_use_is_a_message(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(commands, ["serve", "--port", port, "-d", str(tmp_path)])
    assert done.exit_code == 1
    assert f"cannot listen on 127.0.0.1:{port} (Address already in use); --port chooses another port" in done.stderr
