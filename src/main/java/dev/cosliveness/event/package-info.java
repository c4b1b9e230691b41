/**
 * What woke the function: wire formats in, a sealed trigger out. Nothing of an event is ever logged
 * but the names of its keys.
 */
package dev.cosliveness.event;
