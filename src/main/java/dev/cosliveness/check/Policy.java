package dev.cosliveness.check;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a check goes by.
 *
 * @param threshold similarity from which it is the same person
 * @param needed time of an invocation that has to be left for a check to be started
 * @param storeFrames whether best frames are stored
 */
public record Policy(BigDecimal threshold, Duration needed, boolean storeFrames) {}
