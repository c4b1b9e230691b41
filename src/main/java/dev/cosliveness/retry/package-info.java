/**
 * Once only, and again later: claims and the queue of retries, both kept as objects in the bucket
 * itself.
 */
package dev.cosliveness.retry;
