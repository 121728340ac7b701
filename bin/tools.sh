# What the scripts in this folder share: finding a JDK and installing what is missing. Sourced, not run.

say() { printf '%s\n' "parley: $*" >&2; }
die() { say "$*"; exit 1; }

# Runs a command as root, which package managers want.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1; then sudo "$@"; else
    die "this needs root: $*. Run it yourself, then start again."
  fi
}

# install NAME APT DNF APK PACMAN BREW: through whichever package manager there is; '-' where it has none.
install() {
  say "installing $1 with the system's package manager (once) ..."
  if command -v apt-get >/dev/null 2>&1; then set -- "$2" apt
  elif command -v dnf >/dev/null 2>&1; then set -- "$3" dnf
  elif command -v apk >/dev/null 2>&1; then set -- "$4" apk
  elif command -v pacman >/dev/null 2>&1; then set -- "$5" pacman
  elif command -v brew >/dev/null 2>&1; then set -- "$6" brew
  else die "$1 is missing and no package manager was found. Install it, then start again."; fi
  [ "$1" != - ] || die "there is no package for it here. Install it, then start again."
  # Word splitting is wanted: one entry may name several packages.
  case "$2" in
    apt) as_root env DEBIAN_FRONTEND=noninteractive sh -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends $1" >&2 ;;
    dnf) as_root dnf install -y -q $1 >&2 ;;
    apk) as_root apk add -q $1 >&2 ;;
    pacman) as_root pacman -S --noconfirm --needed $1 >&2 ;;
    brew) brew install $1 >&2 ;;
  esac || die "could not install $1. Install it yourself, then start again."
}

# A JDK, not only a runtime: 17 or newer.
need_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/javac" ]; then PATH="$JAVA_HOME/bin:$PATH"; export PATH; fi
  command -v javac >/dev/null 2>&1 || die "no JDK found. Install a JDK 17 or newer, or set JAVA_HOME to one."
  jdk_version=$(javac -version 2>&1 | sed 's/^javac //; s/[^0-9].*//')
  [ "${jdk_version:-0}" -ge 17 ] || die "JDK $jdk_version is too old. Install a JDK 17 or newer, or set JAVA_HOME to one."
}

# A Java that runs programs, 17 or newer; java_version is its version. From its release file, because to ask it takes longer.
need_java() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then PATH="$JAVA_HOME/bin:$PATH"; export PATH; fi
  command -v java >/dev/null 2>&1 || die "no Java found. Install a JDK 17 or newer, or set JAVA_HOME to one."
  java_file=$(readlink -f "$(command -v java)" 2>/dev/null || true)
  java_version=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "${java_file%/bin/java}/release" 2>/dev/null || true)
  [ -n "$java_version" ] || java_version=$(java -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  [ "${java_version%%[!0-9]*}" -ge 17 ] 2>/dev/null ||
    die "Java ${java_version:-of an unknown version} is too old. Install a JDK 17 or newer, or set JAVA_HOME to one."
}

need_maven() {
  command -v mvn >/dev/null 2>&1 || install Maven maven maven maven maven maven
}
