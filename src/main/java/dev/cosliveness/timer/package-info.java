/**
 * What a timer does: runs the retries that are due, and sweeps a bucket for videos without a
 * verdict.
 */
package dev.cosliveness.timer;
