/** Starts the sandbox together with the function in {@code quarkus:dev}, and shows it at work. */
package dev.cosliveness.sandbox.dev;
