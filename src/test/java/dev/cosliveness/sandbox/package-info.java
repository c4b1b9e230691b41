/** The sandbox held against the official SDK, the signature vectors and real videos. */
package dev.cosliveness.sandbox;
