#!/usr/bin/env bash
# word2number 1.1: "one million five hundred thousand" is 1501500.
#
# One would guess: 1500000; each of its parts, a million and five hundred thousand, is read rightly by itself.
# Seen: where an amount ends in thousands, or a billion's in millions, the words of that last part are read a second time and added,
# five hundred thousand as 5 x 100 + 1000: all of 81 amounts of M million H hundred thousand are too large, by 1000 + 100 H.
# With more words after the part, ... thousand two, the amount is right: it is the round budgets of press texts that come out wrong.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv venv --quiet --python 3.12 "$folder/venv"
uv pip install --quiet --python "$folder/venv" setuptools word2number==1.1
"$folder/venv/bin/python" - <<'PYTHON'
from word2number.w2n import word_to_num

amounts = {
    "one million": 1_000_000,
    "five hundred thousand": 500_000,
    "one million five hundred thousand": 1_501_500,
    "one million five hundred thousand two": 1_500_002,
    "sixty three million five hundred thousand": 63_501_500,
    "one billion two hundred million": 1_201_000_200,
    "one hundred sixty two million one hundred sixty two thousand one hundred twenty": 162_162_120,
}
seen = {words: word_to_num(words) for words in amounts}
for words, number in seen.items():
    print(f"{words}: {number}")

digits = "one two three four five six seven eight nine".split()
too_much = {
    (m, h): word_to_num(f"{millions} million {hundreds} hundred thousand") - (m * 1_000_000 + h * 100_000)
    for m, millions in enumerate(digits, start=1)
    for h, hundreds in enumerate(digits, start=1)
}
print(f"{len(too_much)} amounts of M million H hundred thousand are too large by", sorted(set(too_much.values())))
assert seen == amounts, "the amounts are read otherwise now"
assert all(excess == 1_000 + 100 * h for (_, h), excess in too_much.items())
PYTHON
