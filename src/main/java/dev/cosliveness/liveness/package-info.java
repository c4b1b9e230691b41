/**
 * The charged call: what it is asked, what it answers, and what each of its codes means. Knows
 * nothing of storing verdicts.
 */
package dev.cosliveness.liveness;
