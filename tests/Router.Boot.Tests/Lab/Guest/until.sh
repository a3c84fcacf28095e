# until_true SECONDS COMMAND...: waits for it. What does not come back counts as false; a lab that has a report tells what there is to see.
until_true() {
  end=$(($(date +%s) + $1)); shift
  until "$@" >/dev/null 2>&1; do
    [ "$(date +%s)" -lt $end ] || { echo "never came true: $*"; ! type report >/dev/null 2>&1 || report; return 1; }
    sleep 0.05
  done
}
