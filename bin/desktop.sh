# Read by bin/parley-desktop and bin/figures after need_jdk: how the Java machine of the desktop app is started, besides what
# bin/desktop.jvm says for every system.
desktop_flags=

# From JDK 24 on Java warns that JavaFX's renderer uses sun.misc.Unsafe; JDKs before 23 do not know the flag.
[ "$jdk_version" -lt 23 ] || desktop_flags="$desktop_flags --sun-misc-unsafe-memory-access=allow"

# Without a graphics card JavaFX draws by itself in the end; to ask OpenGL first costs 50 MB for a driver that then does nothing.
if [ "$(uname -s)" = Linux ] && [ ! -e /dev/nvidia0 ] && [ ! -e /dev/dxg ] && ! ls /dev/dri/renderD* >/dev/null 2>&1; then
  desktop_flags="$desktop_flags -Dprism.order=sw"
fi

# GTK would load OpenGL as well, which it is never asked to draw with.
export GDK_GL="${GDK_GL:-disable}"

# The C library of Linux gives each thread an arena of its own and keeps what it once took for it.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
