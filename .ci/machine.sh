# Sourced by Tests/run and examples/start: makes a Debian machine ready, or says in one sentence why it cannot.

# say SENTENCE: a line for the person who started the script.
say() { printf '==> %s\n' "$*" >&2; }

# stop SENTENCE: says why there is no going on, and ends the script.
stop() {
  printf 'Stopped: %s\n' "$*" >&2
  exit 1
}

# need_swift: stops without a Swift toolchain.
need_swift() {
  command -v swift >/dev/null 2>&1 ||
    stop "there is no Swift toolchain here: install Swift 6.2 or later and put its “swift” on the PATH."
}

# need_packages PACKAGE…: installs the Debian packages of the list that are missing.
need_packages() {
  local package missing=() root=()
  command -v dpkg-query >/dev/null 2>&1 || {
    say "This is no Debian machine: it has to bring on its own what these Debian packages hold: $*"
    return 0
  }
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 ||
      stop "the Debian packages ${missing[*]} are missing, and only root (or sudo, which is not here) may install them."
    root=(sudo)
  fi
  say "Installing Debian packages: ${missing[*]}"
  "${root[@]}" apt-get update -q >&2 || say "The package lists could not be refreshed; trying with those at hand."
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2 ||
    stop "apt-get could not install ${missing[*]}: see its message above, or install them by hand and start again."
}

# has_archives NAME…: whether the C compiler finds each of these libraries as an archive to be linked in.
has_archives() {
  local name
  for name in "$@"; do
    [ -f "$(clang -print-file-name="lib$name.a")" ] || return 1
  done
}
