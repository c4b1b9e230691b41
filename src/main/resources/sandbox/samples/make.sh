#!/bin/sh
# Makes the sample videos beside it, with ffmpeg: moving test pictures, a tone where there is sound.
set -eu
cd "$(dirname "$0")"

picture="-f lavfi -i testsrc=size=320x240:rate=10:duration=3"
tone="-f lavfi -i sine=frequency=440:sample_rate=22050:duration=3"
h264="-c:v libx264 -preset veryslow -crf 40 -pix_fmt yuv420p"
exact="-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact"

ffmpeg -y -loglevel error $picture $tone $h264 -c:a aac -b:a 16k -shortest -movflags +faststart $exact pass.mp4
ffmpeg -y -loglevel error $picture $tone -c:v mpeg4 -q:v 31 -c:a libmp3lame -b:a 16k -shortest $exact pass.avi
ffmpeg -y -loglevel error $picture $tone $h264 -c:a aac -b:a 16k -shortest $exact pass.flv
ffmpeg -y -loglevel error $picture $h264 -movflags +faststart $exact silent-no-sound.mp4
ffmpeg -y -loglevel error -f lavfi -i testsrc=size=320x240:rate=10:duration=1 -f lavfi -i sine=frequency=440:sample_rate=22050:duration=1 \
  $h264 -c:a aac -b:a 16k -shortest -movflags +faststart $exact too-short.mp4
ffmpeg -y -loglevel error -f lavfi -i testsrc=size=96x72:rate=10:duration=3 $tone \
  $h264 -c:a aac -b:a 16k -shortest -movflags +faststart $exact tiny-picture.mp4
