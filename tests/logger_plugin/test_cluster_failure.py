from snakemake_logger_plugin_ayne.cluster_failure import failure_on_cluster

FROM_SLURM = (
    "SLURM-job '3' failed, SLURM status is: 'OUT_OF_MEMORY'. Detailed failure reason unavailable (status command is not"
    " 'sacct').For further error details see the cluster/cloud log and the log files of the involved rule(s)."
)


def test_a_job_of_this_machine_has_said_why_itself():
    assert failure_on_cluster(None, ["logs/fit_model.log"]) == ""


def test_what_the_cluster_says_comes_with_the_last_words_of_the_log(tmp_path):
    own, of_cluster = tmp_path / "fit.log", tmp_path / "3.log"
    of_cluster.write_text("fold 1\n\nslurmstepd: error: Exceeded job memory limit\n[Mon Nov 30 10:01:27 2026]\n")
    because = failure_on_cluster(FROM_SLURM, [str(own), str(of_cluster)])
    assert because == (
        ": SLURM-job '3' failed, SLURM status is: 'OUT_OF_MEMORY'.\n    fold 1\n"
        "    slurmstepd: error: Exceeded job memory limit"
    )
    own.write_text("1\n2\n3\n4\n5\nno movies\n")
    assert failure_on_cluster(FROM_SLURM, [str(own), str(of_cluster)]) == because
    of_cluster.unlink()
    assert failure_on_cluster(FROM_SLURM, [str(own), str(of_cluster)]).splitlines()[1:] == [
        *(f"    {number}" for number in "2345"),
        "    no movies",
    ]
