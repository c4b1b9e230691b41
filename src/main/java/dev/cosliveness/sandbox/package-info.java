/**
 * An embedded COS and CI for development and tests: plain JDK, a port of its own, every signature
 * verified, every charged call counted. Never part of a production artifact.
 */
package dev.cosliveness.sandbox;
