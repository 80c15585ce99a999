# Sourced by ./check and ./demo: what a fresh Debian 12 machine needs, and how the tree is built.

beatwatch_packages() {
  local wanted=(
    g++ cmake ninja-build pkg-config git clang libclang-rt-14-dev
    libboost-dev libgeos-dev libprotobuf-dev protobuf-compiler libzmq3-dev cppzmq-dev libsqlite3-dev
    libosmium2-dev libproj-dev libcctz-dev libtomlplusplus-dev libcli11-dev libspdlog-dev
    prometheus-cpp-dev libzstd-dev libssl-dev nlohmann-json3-dev zlib1g-dev libbz2-dev libexpat1-dev
    libpq-dev
    libgtest-dev libgmock-dev libbenchmark-dev python3 python3-zmq python3-protobuf tzdata chromium
  )
  command -v npm >/dev/null || wanted+=(nodejs npm)
  local missing=() package
  for package in "${wanted[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  echo "Installing Debian packages: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These packages are missing and only root can install them." >&2; return 2; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# What the console's page loads and its tests need, as its lock file says.
beatwatch_console() {
  if [ console/package-lock.json -nt console/node_modules/.package-lock.json ]; then
    npm ci --prefix console --no-audit --no-fund
    touch console/node_modules/.package-lock.json
  fi
}

# beatwatch_build PRESET [TARGET...]; one at a time, as two builds in one folder spoil it.
beatwatch_build() {
  local preset=$1 lock
  shift
  mkdir -p build
  exec {lock}>build/lock
  flock -n "$lock" || { echo "Waiting for another build in this folder."; flock "$lock"; }
  cmake --preset "$preset" >"/dev/null"
  if [ $# -gt 0 ]; then
    cmake --build --preset "$preset" --target "$@"
  else
    cmake --build --preset "$preset"
  fi
  exec {lock}>&-
}
