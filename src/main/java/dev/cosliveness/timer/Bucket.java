package dev.cosliveness.timer;

/** One of the buckets that timers look after. */
public record Bucket(String name, String region) {}
