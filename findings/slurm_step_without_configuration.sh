#!/usr/bin/env bash
# snakemake-executor-plugin-slurm-jobstep 0.6.1: a job's own `srun` does not see SLURM_CONF.
#
# One would guess: a job that was submitted with SLURM_CONF in its environment (sbatch --export=ALL) starts its step with it.
# Seen: of the variables that begin with SLURM_ the step keeps those that name the allocation, and SLURM_CONF is none of
# them: on a cluster whose configuration is not /etc/slurm/slurm.conf, `srun` finds none, and each job fails.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" snakemake==9.27.1 snakemake-executor-plugin-slurm-jobstep==0.6.1
cd "$folder"
cat >Snakefile <<'SNAKEFILE'
rule write:
    output: "a.txt"
    shell: "touch {output}"
SNAKEFILE
# In the place of srun: what it is started with; then the command itself, as srun would.
mkdir bin
cat >bin/srun <<'SRUN'
#!/usr/bin/env bash
echo "SLURM_JOB_ID=${SLURM_JOB_ID-unset} SLURM_CONF=${SLURM_CONF-unset}" >>seen.txt
touch a.txt
SRUN
chmod +x bin/srun
export SLURM_JOB_ID=1 SLURM_CONF="$folder/slurm.conf" PATH="$folder/bin:$PATH"
"$folder/venv/bin/python" -m snakemake --executor slurm-jobstep --jobs 1 --mode remote --cores 1 --nolock --target-jobs write: >log.txt 2>&1 || cat log.txt
cat seen.txt
test "$(cat seen.txt)" = "SLURM_JOB_ID=1 SLURM_CONF=unset"
