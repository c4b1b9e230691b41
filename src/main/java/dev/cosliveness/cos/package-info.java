/**
 * Object storage: signed, bounded and byte-exact requests to one bucket. Knows nothing of
 * identities or verdicts.
 */
package dev.cosliveness.cos;
