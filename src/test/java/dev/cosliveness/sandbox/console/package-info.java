/** The console, in a real browser and from the outside. */
package dev.cosliveness.sandbox.console;
