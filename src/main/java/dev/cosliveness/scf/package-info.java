/** Tencent's function runtime: the pull loop of the custom runtime and the requests of an image. */
package dev.cosliveness.scf;
