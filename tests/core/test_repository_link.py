"""The repository has one name in every study, wherever the study lies."""

from pathlib import Path

from ayne.core.repository_link import LINK, link_repository, named_by_link, without_link


def test_the_link_leads_to_the_repository_from_any_depth_and_is_put_right_once_a_study_is_moved(tmp_path):
    root = tmp_path / "repository"
    (root / "config").mkdir(parents=True)
    (root / "config" / "config.yaml").write_text("seed: 7\n")
    study = root / "studies" / "mine"
    assert link_repository(root, study) == LINK
    assert (study / LINK / "config" / "config.yaml").read_text() == "seed: 7\n"
    moved = tmp_path / "elsewhere" / "deeper" / "mine"
    moved.parent.mkdir(parents=True)
    study.rename(moved)
    assert not (moved / LINK / "config").exists()
    link_repository(root, moved)
    assert (moved / LINK / "config" / "config.yaml").read_text() == "seed: 7\n"
    assert not (moved / LINK).readlink().is_absolute()


def test_a_file_of_the_users_own_is_named_from_the_repository_only_if_it_lies_there(tmp_path):
    root = tmp_path / "repository"
    assert named_by_link(Path("recorded/tmdb"), root) == LINK / "recorded" / "tmdb"
    assert named_by_link(root / "recorded", root) == LINK / "recorded"
    assert named_by_link(Path("../recorded"), root) == tmp_path / "recorded"
    assert named_by_link(tmp_path / "a" / ".." / "recorded", root) == tmp_path / "recorded"


def test_people_see_the_repositorys_own_names():
    assert without_link(f"changed: {LINK}/config/tables/genres.yaml") == "changed: config/tables/genres.yaml"
