#!/bin/sh
# Runs an executable where there is nothing else: a read-only root with an empty /tmp, /dev/random and /dev/urandom.
#   native/empty-root.sh [--hosts] EXECUTABLE [ARGUMENT...]
# --hosts adds an /etc/hosts that knows this machine's name. The environment is handed on, the network is the machine's own.
set -eu
hosts=
if [ "$1" = --hosts ]; then
  hosts=yes
  shift
fi
executable=$(readlink -f "$1")
shift
if [ "${EMPTY_ROOT_INSIDE:-}" != yes ]; then
  # a user namespace makes this work without being root
  EMPTY_ROOT_INSIDE=yes exec unshare --map-root-user --mount "$0" ${hosts:+--hosts} "$executable" "$@"
fi
unset EMPTY_ROOT_INSIDE
# what is mounted must not hide the executable
root=/tmp
case $executable in /tmp/*) root=/mnt ;; esac
mount -t tmpfs -o mode=755 none "$root"
mkdir -p "$root/tmp" "$root/dev" "$root/etc"
[ -z "$hosts" ] || echo "127.0.0.1 localhost $(hostname)" >"$root/etc/hosts"
touch "$root/bootstrap"
for device in random urandom; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mount --bind "$executable" "$root/bootstrap"
mount -o remount,ro "$root"
cd /
exec chroot "$root" /bootstrap "$@"
