import socket

from typer.testing import CliRunner

from ayne.cli import app as commands


def test_a_port_in_use_is_a_message(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(commands, ["serve", "--port", port, "-d", str(tmp_path)])
    assert done.exit_code == 1
    assert f"127.0.0.1:{port} cannot be listened on (Address already in use); --port takes another" in done.stderr
