package dev.cosliveness.check;

import java.math.BigDecimal;

/**
 * What a check goes by.
 *
 * @param threshold similarity from which it is the same person
 * @param storeFrames whether best frames are stored
 */
public record Policy(BigDecimal threshold, boolean storeFrames) {}
