#!/usr/bin/env bash
# Snakemake 9.27.1: a date that changes in the settings makes no job run again.
#
# One would guess: a job is due again once a value of its `params` has changed, whatever it is; a number, a text and a list are noticed.
# Seen: YAML reads 2020-01-01 as a date, and of a date (or a Decimal, a Path, a member of an Enum) nothing is kept to
# compare with: the old result stays, without a warning. The same date in quotation marks, or in a list of one, is noticed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" snakemake==9.27.1
cd "$folder"
cat >Snakefile <<'SNAKEFILE'
configfile: "settings.yaml"
rule all:
    input: expand("{name}.txt", name=config)
for setting, value in config.items():
    rule:
        name: setting
        output: f"{setting}.txt"
        params: value=value
        shell: "echo '{params.value}' > {output}"
SNAKEFILE
settings() {
    printf 'plain: %s\nquoted: "%s"\nlisted: [%s]\n' "$1" "$1" "$1" >settings.yaml
}
snakemake() {
    "$folder/venv/bin/python" -m snakemake --cores 1 --quiet all "$@" >log.txt 2>&1 || { cat log.txt; exit 1; }
}
settings 2020-01-01
snakemake
settings 2021-01-01
snakemake
grep . plain.txt quoted.txt listed.txt
test "$(cat plain.txt)" = 2020-01-01
test "$(cat quoted.txt)" = 2021-01-01
test "$(cat listed.txt)" = 2021-01-01
