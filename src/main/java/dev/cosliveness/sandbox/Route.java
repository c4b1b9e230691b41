package dev.cosliveness.sandbox;

/** Answers the requests of one path. Runs on a virtual thread of its own, so it may block. */
@FunctionalInterface
public interface Route {
  Reply answer(Request request);
}
