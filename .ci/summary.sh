#!/usr/bin/env bash
# Judges what `dotnet test` left behind: enough tests ran, the README tells their verdicts, and the lines of src/Models are covered. Prints one
# closing line. Of verdicts only those count that are newer than the file in the first argument, if there is one.
set -euo pipefail
began=$(realpath "${1:-/}")
cd "$(dirname "$0")/.."

least_coverage=90
# What a processor without AVX-512 runs, which has fewer cases of kernels, less a few for signals that a shell may ignore.
least_tests=$(<.ci/expected-tests)
# Of today's 41 to 46 each names the machine's lack or the full tier; a claim's test that has nothing to measure must not hide among more.
most_skipped=48
failures=0
complain() { echo "FAILED: $1" >&2; failures=1; }

# The value of one attribute of the Counters element of every results file, summed.
count() {
  local sum=0 value
  for value in $(grep -ho '<Counters [^>]*' tests/*/TestResults/results.trx | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n'); do
    sum=$((sum + value))
  done
  echo "$sum"
}

for project in tests/*.Tests; do
  [[ -f $project/TestResults/results.trx ]] || complain "$project left no results: its run was cut off or never began"
done

total=0 executed=0 passed=0
if compgen -G 'tests/*/TestResults/results.trx' >/dev/null; then
  total=$(count total) executed=$(count executed) passed=$(count passed)
fi

failed=$((executed - passed))
((failed == 0)) || complain "$failed tests failed"
((total - executed <= most_skipped)) || complain "$((total - executed)) tests were skipped; at most $most_skipped may be"
((executed >= least_tests)) || complain "$executed tests ran; .ci/expected-tests asks for $least_tests or more"

# The README's table of verdicts names every claim, each with the verdict that this run measured. Claims that the full tier alone measures on all their models have a result there only;
# elsewhere what their test demands counts.
demanded() { sed -n "s/.*MeasureLarger(\"$1\", Verdict\.\([A-Za-z]*\),.*/\l\1/p" tests/Claims.Tests/Claims/"${1/-/_}"_*.cs; }
named=()
while read -r claim said; do
  named+=("$claim")
  result=${REPRO_RESULTS:-artifacts/results}/$claim.json measured=
  [[ ! -f $result || ( -f $began && ! $result -nt $began ) ]] || measured=$(sed -n 's/^  "verdict": "\(.*\)",$/\1/p' "$result")
  [[ ${measured:=$(demanded "$claim")} == "$said" ]] || complain "the README says of $claim: $said; measured: ${measured:-nothing}"
done < <(awk -F ' *[|] *' '
  NF == 4 && $2 ~ /^(reproduced|partly|not reproduced|met by a tie|not measured)/ {
    said = $2 ~ /^not r/ ? "notReproduced" : $2 ~ /^not m/ ? "notMeasured" : $2 ~ /^partly/ ? "partly" : "reproduced"
    sub(/:.*/, "", $3)
    count = split($3, words, /[,;]? +/)
    for (i = 1; i <= count; i++) {
      if (words[i] == "to") {
        for (last = words[++i]; number < last; ) printf "%s-%02d %s\n", family, ++number, said
      } else {
        if (words[i] ~ /-/) { family = words[i]; sub(/-.*/, "", family); sub(/.*-/, "", words[i]) }
        number = words[i] + 0
        printf "%s-%02d %s\n", family, number, said
      }
    }
  }' README.md)
claims=$(grep -o '^| [A-Z]*-[0-9]* |' docs/claims.md | tr -d '| ')
differing=$(diff <(printf '%s\n' "${named[@]}" | sort) <(sort <<< "$claims") | sed -n 's/^</too much/p; s/^>/missing/p' | paste -sd ';' || true)
[[ -z $differing ]] || complain "the README's table does not name every claim once: $differing"

# A line counts as covered where any report saw it run; a line may appear under several classes and methods.
reports=(tests/*/TestResults/*/coverage.cobertura.xml)
if [[ -f ${reports[0]} ]]; then
  read -r covered lines < <(awk '
    /<package /  { inside = /name="Repro\.Models"/ }
    /<class /    { match($0, /filename="[^"]*"/); file = substr($0, RSTART, RLENGTH) }
    inside && /<line / {
      match($0, /number="[0-9]+"/); line = file substr($0, RSTART, RLENGTH)
      seen[line] = 1
      if ($0 !~ /hits="0"/) hit[line] = 1
    }
    END { for (line in seen) { lines++; covered += (line in hit) }; print covered + 0, lines + 0 }' "${reports[@]}")
  if ((lines == 0)); then
    complain "the coverage report knows no line of Repro.Models"
  else
    echo "Line coverage of src/Models: $covered of $lines lines, $((100 * covered / lines)) %"
    ((100 * covered >= least_coverage * lines)) || complain "line coverage of src/Models is below $least_coverage %"
  fi
else
  complain "no coverage report was written"
fi

echo "$passed passed, $failed failed, $((total - executed)) skipped"
exit "$failures"
