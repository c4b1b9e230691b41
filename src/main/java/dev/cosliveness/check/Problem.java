package dev.cosliveness.check;

/**
 * A field that cannot be used. Never holds its value.
 *
 * @param field as it is called in metadata, {@code id-card}
 * @param code one of {@code Local.*}
 * @param rule what is expected of it
 */
public record Problem(String field, String code, String rule) {}
