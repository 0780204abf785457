"""What Kubernetes would be asked for: the jobs that Snakemake's executor writes, and that their commands build."""

import os

import pytest

from fixtures.kubernetes_api import kubernetes_api

pytestmark = pytest.mark.slow
TRUTH = "data/world/truth.parquet"
PIP = '#!/bin/sh\ntest "$4" = snakemake-storage-plugin-s3\n'


def unknown_keys(client, value, kind: str, place: str = "job") -> list[str]:
    """Return the keys of a body that the API's model of it does not have; those it asks for the client looks for."""
    if kind.startswith("list["):
        return [key for one in value for key in unknown_keys(client, one, kind[5:-1], place)]
    model = getattr(client, kind, None)
    if model is None or not hasattr(model, "attribute_map"):
        return []
    types = {model.attribute_map[name]: of for name, of in model.openapi_types.items()}
    wrong = [f"{place}.{key}" for key in value if key not in types]
    return wrong + [
        key
        for name, inner in value.items()
        if name in types and inner is not None
        for key in unknown_keys(client, inner, types[name], f"{place}.{name}")
    ]


def test_a_job_is_one_that_kubernetes_takes_and_its_command_builds_the_file(clone, s3, tmp_path):
    pytest.importorskip("snakemake_executor_plugin_kubernetes")
    client = pytest.importorskip("kubernetes.client")
    # The image has the plugin, and a pip that Snakemake asks for it again.
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "pip").write_text(PIP)
    (tmp_path / "bin" / "pip").chmod(0o755)
    image = {"PATH": f"{tmp_path}/bin:{os.environ['PATH']}", "PYTHONPATH": "scripts"}
    with kubernetes_api(tmp_path / "pods", image) as (pods, access):
        done = clone.snakemake(
            "--workflow-profile", "profiles/kubernetes", "--default-storage-prefix", "s3://movies/minimal",
            "--container-image", "registry.example.org/ayne", "--configfile", "study.yaml",
            "--seconds-between-status-checks", "1", "--", TRUTH, **s3, **access,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:] + pods.said()
    (job,) = pods.jobs.values()
    assert unknown_keys(client, job, "V1Job") == []
    spec = job["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    assert (job["spec"]["backoffLimit"], spec["restartPolicy"]) == (0, "Never")
    assert (container["image"], container["workingDir"]) == ("registry.example.org/ayne", "/workdir")
    # Four cores of 200 MB each, and 400 MB for Snakemake.
    assert container["resources"]["requests"] == {"cpu": "3800m", "memory": "1200M", "ephemeral-storage": "10000M"}
    assert "--default-storage-prefix s3://movies/minimal " in container["args"][1].replace("'", "")
    # No secret is in what anyone may read who lists jobs.
    assert s3["SNAKEMAKE_STORAGE_S3_SECRET_KEY"] not in str(job)
    assert {"AYNE_SETTINGS", "SNAKEMAKE_STORAGE_S3_SECRET_KEY"} <= {one["name"] for one in container["env"]}
