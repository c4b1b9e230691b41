/**
 * What is said of a video, sealed so that nobody else can say it, and where it is kept. Knows
 * nothing of how it came about.
 */
package dev.cosliveness.verdict;
