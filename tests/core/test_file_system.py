"""Where a lock counts on other machines as well, told from what Linux says is mounted."""

from pathlib import Path

import pytest

from ayne.core.file_system import doubt_about_locks

ROOT = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"


def mounted(kind: str, options: str) -> str:
    return f"{ROOT}36 22 0:52 / /cluster/my\\040study rw,relatime shared:2 - {kind} server:/export {options}\n"


@pytest.mark.parametrize(
    ("kind", "options", "doubt"),
    [
        ("nfs4", "rw,vers=4.2,local_lock=none", None),
        ("nfs", "rw,vers=3,nolock", "/cluster/my study is NFS of version 3"),
        ("lustre", "rw,flock,lazystatfs", None),
        ("lustre", "rw,localflock", "/cluster/my study is Lustre without the option flock"),
        ("fuse.sshfs", "rw,user_id=0", "/cluster/my study is fuse.sshfs"),
        ("xfs", "rw", None),
    ],
)
def test_which_file_systems_keep_locks_for_all_machines(kind, options, doubt):
    assert doubt_about_locks(Path("/cluster/my study/data/journal"), mounted(kind, options)) == doubt
    assert doubt_about_locks(Path("/home/me/study"), mounted(kind, options)) is None


def test_what_is_mounted_last_at_a_place_counts():
    again = mounted("nfs", "rw,vers=3") + mounted("nfs4", "rw,vers=4.1").removeprefix(ROOT)
    assert doubt_about_locks(Path("/cluster/my study"), again) is None


def test_where_no_mounts_are_known_nothing_is_said():
    assert doubt_about_locks(Path("/cluster"), "") is None
    assert doubt_about_locks(Path.cwd()) is None
