/**
 * The one use case: from a reference to an object to its stored verdict. Read {@link
 * dev.cosliveness.check.CheckVideo} first.
 */
package dev.cosliveness.check;
