/** What tests start and wait for: the built artifact, the sandbox inside of the application. */
package dev.cosliveness.testing;
