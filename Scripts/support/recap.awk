# Passes the output of the test runner on, and repeats what failed before its closing line: it is a log's end that is read.
/^[^ ]+ Test run with [0-9]+ test/ { closing = $0; next }
closing != "" { print closing; closing = "" }
{ isFailure = /^✘ / || /^↳ / && isFailure; print; fflush() }
isFailure { failures = failures $0 "\n" }
END {
    if (failures != "") printf "\nWhat failed:\n%s", failures
    if (closing != "") print closing
}
